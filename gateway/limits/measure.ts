import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** What a document asks for once its fragments are spread. */
export interface Measures {
  /** Fields nested in fields. */
  readonly depth: number;
  readonly fields: number;
  /** Fields of the operations themselves. */
  readonly rootFields: number;
}

const nothing: Measures = { depth: 0, fields: 0, rootFields: 0 };

/**
 * Measures each fragment once, so that fragments that spread each other many times cost nothing to count. A cycle
 * counts as nothing; validation refuses it.
 */
export function measure(document: DocumentNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const known = new Map<string, Measures>();
  const ofFragment = (name: string): Measures => {
    const done = known.get(name);
    if (done !== undefined) return done;
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const measured = fragment === undefined ? nothing : ofSet(fragment.selectionSet);
    known.set(name, measured);
    return measured;
  };
  const ofSet = (set: SelectionSetNode): Measures => {
    let sum = nothing;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet === undefined ? nothing : ofSet(selection.selectionSet);
        sum = add(sum, { depth: inner.depth + 1, fields: inner.fields + 1, rootFields: 1 });
      } else {
        sum = add(
          sum,
          selection.kind === Kind.INLINE_FRAGMENT ? ofSet(selection.selectionSet) : ofFragment(selection.name.value),
        );
      }
    }
    return sum;
  };
  return document.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map(({ selectionSet }) => ofSet(selectionSet))
    .reduce(add, nothing);
}

function add(one: Measures, other: Measures): Measures {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: one.fields + other.fields,
    rootFields: one.rootFields + other.rootFields,
  };
}
