import type { FieldDefinitionNode } from 'graphql';

/**
 * Whether a field of a supergraph is there for subgraphs only. Composition writes the directive under its own name or, as
 * from our folders, under federation's.
 */
export function isInaccessible({ directives }: FieldDefinitionNode): boolean {
  return directives?.some(({ name }) => /^(\w+__)?inaccessible$/.test(name.value)) ?? false;
}
