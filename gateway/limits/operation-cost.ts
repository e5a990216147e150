import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  OperationTypeNode,
  valueFromASTUntyped,
  type DocumentNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { folderOfField } from '../../schema/department-names.ts';
import { sizeOfField, type SizeOf, type Variables } from './list-size.ts';
import type { CostSettings } from './protection-settings.ts';
import { always, fragmentsOf, reachedFields, type ReachedField, type Reaching, type When } from './reached-fields.ts';
import { valueOf } from './read-family.ts';
import type { Requirements } from './requirements.ts';

export interface Cost {
  readonly total: number;
  /** About how many organisations each department is asked. */
  readonly sections: ReadonlyMap<string, number>;
}

export type CostOf = (variables: Variables) => Cost;

export interface Tariff {
  readonly schema: GraphQLSchema;
  /** Whether a field of this type is a department's section. */
  readonly isSection: (type: GraphQLOutputType) => boolean;
  readonly requirements: Requirements;
  readonly settings: CostSettings;
}

/** A field that costs something, or under which something does. */
interface Item {
  readonly when: When;
  readonly times: SizeOf;
  readonly cost: number;
  /** The department that it asks. */
  readonly department: string | null;
  readonly items: readonly Item[];
}

interface Around {
  readonly tariff: Tariff;
  readonly reaching: Reaching;
  /** Inside a section its records are paid for. */
  readonly paid: boolean;
  /** Length of the lists directly below: those of a page. */
  readonly page: SizeOf | null;
}

type Definition = GraphQLField<unknown, unknown>;

const once: SizeOf = () => 1;

/**
 * Cost of an operation before anybody is asked: one for each object that its arguments allow, a department's weight for
 * each organisation's section, and what mutations and introspection cost. Read once for each document; then it takes
 * the variables.
 */
export function readCost(document: DocumentNode, operation: OperationDefinitionNode, tariff: Tariff): CostOf {
  const { schema, settings } = tariff;
  const root = schema.getRootType(operation.operation);
  if (root == null) return () => ({ total: 0, sections: new Map() });
  const reaching = { schema, fragments: fragmentsOf(document) };
  const around = { tariff, reaching, paid: false, page: null };
  const fields = reachedFields([{ set: operation.selectionSet, parent: root, when: always }], reaching);
  const items = itemsOf(fields, around);
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const ofCommands = isMutation ? fields.length * settings.ofMutation : 0;
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ defaultValue, variable }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  ) as Variables;
  return (variables) => {
    const sections = new Map<string, number>();
    const total = ofCommands + sumUp(items, 1, { variables: { ...defaults, ...variables }, sections });
    return { total: Math.min(Math.ceil(total), Number.MAX_SAFE_INTEGER), sections };
  };
}

/** Fields of one object, and what the gateway asks because some of them stand on it: once, however many do. */
function itemsOf(fields: readonly ReachedField[], around: Around): Item[] {
  return [...fields.flatMap((field) => readItem(field, around)), ...requiredItems(fields, around)];
}

function whenOf({ ways }: ReachedField): When {
  return ways.some((way) => way.when === always) ? always : (variables) => ways.some((way) => way.when(variables));
}

function readItem(field: ReachedField, around: Around): Item[] {
  const { settings } = around.tariff;
  const { node, parent } = field;
  const when = whenOf(field);
  const name = node.name.value;
  if (name === '__schema' || name === '__type')
    return [{ when, times: once, cost: settings.ofIntrospection, department: null, items: [] }];
  const definition = isUnionType(parent) ? undefined : parent.getFields()[name];
  if (definition === undefined) return [];
  const item = itemOf(field, definition, around);
  return item === null ? [] : [{ when, ...item }];
}

/** null: it costs nothing, and neither does anything under it. */
function itemOf(field: ReachedField, definition: Definition, around: Around): Omit<Item, 'when'> | null {
  const { reaching, tariff } = around;
  const parent = getNamedType(definition.type);
  if (!isCompositeType(parent)) return null;
  const department = tariff.isSection(definition.type) ? folderOfField(definition.name) : null;
  const paid = around.paid || department !== null;
  const isList = isListType(getNullableType(definition.type));
  const size = sizeOfField(definition, field.node);
  const parts = field.ways.flatMap(({ set, when }) => (set === undefined ? [] : [{ set, when, parent }]));
  const below = { tariff, reaching, paid, page: isList ? null : size };
  const items = itemsOf(reachedFields(parts, reaching), below);
  const cost = department === null ? (paid ? 0 : 1) : valueOf(tariff.settings.weights, department);
  if (cost === 0 && items.length === 0) return null;
  const unsaid = paid ? once : () => tariff.settings.listLength;
  return { times: isList ? (size ?? around.page ?? unsaid) : once, cost, department, items };
}

function requiredItems(fields: readonly ReachedField[], { reaching, tariff }: Around): Item[] {
  const parts = fields.flatMap((field) => {
    const { node, parent } = field;
    const set = tariff.requirements.get(`${parent.name}.${node.name.value}`);
    return set === undefined ? [] : [{ set, parent, when: whenOf(field) }];
  });
  if (parts.length === 0) return [];
  return itemsOf(reachedFields(parts, reaching), { tariff, reaching, paid: false, page: null });
}

interface Tally {
  readonly variables: Variables;
  readonly sections: Map<string, number>;
}

function sumUp(items: readonly Item[], parents: number, tally: Tally): number {
  let sum = 0;
  for (const { cost, department, items: below, times, when } of items) {
    if (!when(tally.variables)) continue;
    const count = parents * times(tally.variables);
    if (department !== null) tally.sections.set(department, (tally.sections.get(department) ?? 0) + count);
    sum += count * cost + sumUp(below, count, tally);
  }
  return sum;
}
