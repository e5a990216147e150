import { Kind, type DocumentNode, type FieldNode, type SelectionNode, type SelectionSetNode, visit } from 'graphql';

/** Keys under which the gateway asks for what the client need not see. They are taken out of every answer. */
export interface HiddenKeys {
  /** Leads to the credit code. */
  readonly subject: string;
  readonly measure: string;
  /** A section's origin. */
  readonly source: string;
  /** A command's refusals. */
  readonly refusals: string;
  /** What all of them begin with, and no key of the client does. */
  readonly prefix: string;
}

/** Keys that this document does not use itself: a client that guessed them would hide what it sees. */
export function hiddenKeysFor(document: DocumentNode): HiddenKeys {
  const used: string[] = [];
  visit(document, { Field: (field) => void used.push((field.alias ?? field.name).value) });
  let prefix = 'disclosed';
  while (used.some((key) => key.startsWith(prefix))) prefix += '_';
  return {
    prefix,
    subject: `${prefix}Subject`,
    measure: `${prefix}Measure`,
    source: `${prefix}Source`,
    refusals: `${prefix}Refusals`,
  };
}

export function hidden(key: string, name: string, selections: readonly SelectionNode[] = []): FieldNode {
  return {
    ...field(name, selections),
    alias: { kind: Kind.NAME, value: key },
  };
}

export function field(name: string, selections: readonly SelectionNode[] = []): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(selections.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections } }),
  };
}

/** These selections for objects of one type of an interface or union. */
export function on(type: string, selections: readonly SelectionNode[]): SelectionNode {
  const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet,
  };
}
