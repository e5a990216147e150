import {
  isObjectType,
  Kind,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { folderOfField } from '../../schema/department-names.ts';
import type { OwnersOf } from '../answers/field-owners.ts';
import type { FetchSchema } from '../sources/fetch-schema.ts';
import { register } from './fragment-tags.ts';

/** How answers to an operation are put together from pieces: for each organisation the runs, in order. */
export interface Layout {
  /** Of the only root field. */
  readonly key: string;
  /** The variable that says about whom; the answer is a list where it is one. */
  readonly variable: string;
  readonly isList: boolean;
  readonly runs: readonly Run[];
}

/** Neighbouring fields of an organisation that have one owner: a department, or the register. */
export interface Run {
  readonly owner: string;
  readonly keys: readonly string[];
  /** What is asked, with its fragments. */
  readonly text: string;
}

interface Around {
  readonly type: GraphQLObjectType;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly fields: FieldNode[];
}

export type LayoutReader = (document: DocumentNode, operation: OperationDefinitionNode) => Layout | null;

/** null: its answers have another shape, and are put together in the usual way. */
export function createLayoutReader(owners: OwnersOf, { api, isSection }: FetchSchema): LayoutReader {
  const type = api.getType('Organisation');
  if (!isObjectType(type)) return () => null;
  const ownerOf = (name: string): string | null => {
    const field = type.getFields()[name];
    if (name === '__typename') return register;
    if (field === undefined) return null;
    if (isSection(field.type)) return folderOfField(name);
    return owners('Organisation', name).has(register) ? register : null;
  };
  return (document, operation) => {
    const root = rootOf(operation);
    if (root === null) return null;
    const fragments = new Map(
      document.definitions.flatMap((one) =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
      ),
    );
    const fields: FieldNode[] = [];
    if (!collect(root.set, { type, fragments, fields })) return null;
    const runs = runsOf(fields, ownerOf, fragments);
    return runs === null || runs.length === 0 ? null : { ...root.about, runs };
  };
}

/** `organisation(creditCode: $code) { … }` or `organisations(creditCodes: $codes) { … }`, and nothing else. */
function rootOf({ directives = [], operation, selectionSet }: OperationDefinitionNode) {
  const [field, ...more] = selectionSet.selections;
  if (operation !== 'query' || directives.length > 0 || more.length > 0 || field?.kind !== Kind.FIELD) return null;
  const name = field.name.value;
  const value = field.arguments?.length === 1 ? field.arguments[0]!.value : null;
  if (value?.kind !== Kind.VARIABLE || field.selectionSet === undefined || isConditional(field)) return null;
  if (name !== 'organisation' && name !== 'organisations') return null;
  const about = { key: keyOf(field), variable: value.name.value, isList: name === 'organisations' };
  return { about, set: field.selectionSet };
}

/** false: what is selected depends on something. */
function collect(set: SelectionSetNode, around: Around): boolean {
  return set.selections.every((selection) => {
    if (isConditional(selection)) return false;
    if (selection.kind === Kind.FIELD) return around.fields.push(selection) > 0;
    const spread = selection.kind === Kind.INLINE_FRAGMENT ? selection : around.fragments.get(selection.name.value);
    const condition = spread?.typeCondition?.name.value ?? around.type.name;
    return spread !== undefined && condition === around.type.name && collect(spread.selectionSet, around);
  });
}

/** null: a name stands twice, or somebody else owns it. */
function runsOf(
  fields: readonly FieldNode[],
  ownerOf: (name: string) => string | null,
  fragments: Around['fragments'],
): Run[] | null {
  const runs: { owner: string; fields: FieldNode[] }[] = [];
  for (const field of fields) {
    const owner = ownerOf(field.name.value);
    if (owner === null) return null;
    const run = runs.at(-1);
    if (run?.owner === owner) run.fields.push(field);
    else runs.push({ owner, fields: [field] });
  }
  if (new Set(fields.map(keyOf)).size < fields.length) return null;
  return runs.map((run) => ({ owner: run.owner, keys: run.fields.map(keyOf), text: textOf(run.fields, fragments) }));
}

function textOf(fields: readonly FieldNode[], fragments: Around['fragments']): string {
  const used = new Map<string, FragmentDefinitionNode>();
  const use = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (fragment === undefined || used.has(value)) return;
        used.set(value, fragment);
        use(fragment);
      },
    });
  };
  fields.forEach(use);
  const definitions = [...used.values()].toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
  return [...fields, ...definitions].map((node) => print(node)).join('\n');
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function isConditional({ directives = [] }: { readonly directives?: FieldNode['directives'] }): boolean {
  return directives.length > 0;
}
