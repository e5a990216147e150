import {
  isCompositeType,
  Kind,
  typeFromAST,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { valueIn, type Variables } from './list-size.ts';

/** Whether something is asked for under these variables. */
export type When = (variables: Variables) => boolean;

/** A field as an operation asks it of one type, however often and through whichever fragments it is written. */
export interface ReachedField {
  readonly parent: GraphQLCompositeType;
  readonly node: FieldNode;
  readonly ways: { readonly when: When; readonly set: SelectionSetNode | undefined }[];
}

export interface Reaching {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

interface Part {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLCompositeType;
  readonly when: When;
}

export const always: When = () => true;

export function fragmentsOf(document: DocumentNode): Reaching['fragments'] {
  const found = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(found.map((node) => [node.name.value, node]));
}

/** The fields of selection sets, each once: what is written twice is answered once, and costs once. */
export function reachedFields(parts: readonly Part[], reaching: Reaching): ReachedField[] {
  const found = new Map<string, ReachedField>();
  for (const part of parts) collect(part, reaching, found);
  return [...found.values()];
}

function collect({ parent, set, when }: Part, reaching: Reaching, found: Map<string, ReachedField>): void {
  const { fragments, schema } = reaching;
  for (const selection of set.selections) {
    const asked = both(when, conditionOf(selection.directives ?? []));
    if (selection.kind === Kind.FIELD) {
      const key = `${(selection.alias ?? selection.name).value}:${selection.name.value}:${parent.name}`;
      const field = found.get(key) ?? { parent, node: selection, ways: [] };
      field.ways.push({ when: asked, set: selection.selectionSet });
      found.set(key, field);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (fragment === undefined) continue;
    const type = fragment.typeCondition === undefined ? parent : typeFromAST(schema, fragment.typeCondition);
    if (isCompositeType(type)) collect({ parent: type, set: fragment.selectionSet, when: asked }, reaching, found);
  }
}

function both(one: When, other: When): When {
  if (one === always) return other;
  return other === always ? one : (variables) => one(variables) && other(variables);
}

/** @skip and @include; what cannot be read of them counts as asked for. */
function conditionOf(directives: readonly DirectiveNode[]): When {
  let when = always;
  for (const { arguments: given, name } of directives) {
    const wanted = name.value === 'include' ? true : name.value === 'skip' ? false : null;
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    if (wanted === null || value === undefined) continue;
    if (value.kind === Kind.BOOLEAN) when = both(when, () => value.value === wanted);
    if (value.kind === Kind.VARIABLE)
      when = both(when, (variables) => valueIn(variables, value.name.value) !== !wanted);
  }
  return when;
}
