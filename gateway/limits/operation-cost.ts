import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  OperationTypeNode,
  valueFromASTUntyped,
  type DocumentNode,
  type GraphQLCompositeType,
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
  /** Departments that it asks. */
  readonly asks: readonly string[];
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
  const items = fields.flatMap((field) => readItem(field, around));
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

function readItem(field: ReachedField, around: Around): Item[] {
  const { node, parent, ways } = field;
  const { reaching, tariff } = around;
  const when: When = ways.some((way) => way.when === always)
    ? always
    : (variables) => ways.some((way) => way.when(variables));
  const name = node.name.value;
  if (name === '__schema' || name === '__type')
    return [{ when, times: once, cost: tariff.settings.ofIntrospection, asks: [], items: [] }];
  const definition = isUnionType(parent) ? undefined : parent.getFields()[name];
  if (definition === undefined) return [];
  const type = getNamedType(definition.type);
  const asks = departmentsOf(parent, definition, tariff);
  if (!isCompositeType(type) && asks.length === 0) return [];
  const isSection = tariff.isSection(definition.type);
  const size = sizeOfField(definition, node);
  const isList = isListType(getNullableType(definition.type));
  const paid = around.paid || isSection;
  const unsaid = paid ? once : () => tariff.settings.listLength;
  const below = { tariff, reaching, paid, page: isList ? null : size };
  const sets = isCompositeType(type)
    ? ways.flatMap(({ set, when: asked }) => (set ? { set, when: asked, parent: type } : []))
    : [];
  const items = reachedFields(sets, reaching).flatMap((one) => readItem(one, below));
  const cost = asks.reduce((sum, department) => sum + valueOf(tariff.settings.weights, department), paid ? 0 : 1);
  if (cost === 0 && items.length === 0) return [];
  return [{ when, times: isList ? (size ?? around.page ?? unsaid) : once, cost, asks, items }];
}

/** A section asks its department; a field that stands on sections asks theirs. */
function departmentsOf(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, tariff: Tariff): string[] {
  const { isSection, requirements } = tariff;
  if (isSection(field.type)) return [folderOfField(field.name)];
  if (!isObjectType(parent)) return [];
  const fields = parent.getFields();
  return (requirements.get(`${parent.name}.${field.name}`) ?? [])
    .filter((name) => fields[name] !== undefined && isSection(fields[name].type))
    .map(folderOfField);
}

interface Tally {
  readonly variables: Variables;
  readonly sections: Map<string, number>;
}

function sumUp(items: readonly Item[], parents: number, tally: Tally): number {
  let sum = 0;
  for (const { asks, cost, items: below, times, when } of items) {
    if (!when(tally.variables)) continue;
    const count = parents * times(tally.variables);
    for (const department of asks) tally.sections.set(department, (tally.sections.get(department) ?? 0) + count);
    sum += count * cost + sumUp(below, count, tally);
  }
  return sum;
}
