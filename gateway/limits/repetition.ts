import { Kind, visit, type DocumentNode } from 'graphql';

/** How much of a document is the same thing again. */
export interface Repetition {
  /** Names under which one field is asked. */
  readonly aliases: number;
  /** Directives on one field, fragment or operation. */
  readonly directives: number;
  /** Times that one fragment is spread. */
  readonly spreads: number;
}

/** Counts each definition as it is written, so that fragments that spread each other cost nothing to count. */
export function countRepetition(document: DocumentNode): Repetition {
  const aliases = new Map<string, Set<string>>();
  const spreads = new Map<string, number>();
  let directives = 0;
  visit(document, {
    enter(node) {
      if ('directives' in node) directives = Math.max(directives, node.directives?.length ?? 0);
      if (node.kind === Kind.FRAGMENT_SPREAD) spreads.set(node.name.value, (spreads.get(node.name.value) ?? 0) + 1);
      if (node.kind !== Kind.FIELD) return;
      const known = aliases.get(node.name.value) ?? new Set();
      aliases.set(node.name.value, known.add((node.alias ?? node.name).value));
    },
  });
  return {
    aliases: Math.max(0, ...[...aliases.values()].map(({ size }) => size)),
    directives,
    spreads: Math.max(0, ...spreads.values()),
  };
}
