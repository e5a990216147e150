import {
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isRecord } from './read-answer.ts';
import { isIncluded, objectTypeOf, type SelectedField, type Selections } from './selections.ts';

export interface Soundness {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Whether a field of an object that came from outside is what the schema promises, all the way down. A wrong shape in
 * one place would otherwise cost the client the whole answer. A field that is not asked for may be anything.
 */
export function isSound(owner: Readonly<Record<string, unknown>>, field: OwnedField, around: Soundness): boolean {
  const { key, selections, type } = field.field;
  const value = owner[key];
  const sound = type === null ? value === field.ownerType : isSoundValue(value, { type, selections }, around);
  return sound || !isIncluded(field.field, around.variables);
}

/** A field, and the object type that its owner is of. */
export interface OwnedField {
  readonly field: SelectedField;
  readonly ownerType: string;
}

interface Promised {
  readonly type: GraphQLOutputType;
  readonly selections: Selections;
}

function isSoundValue(value: unknown, { type, selections }: Promised, around: Soundness): boolean {
  if (value === null || value === undefined) return !isNonNullType(type);
  const promised = getNullableType(type);
  if (isListType(promised)) {
    const item = { type: promised.ofType, selections };
    return Array.isArray(value) && value.every((one) => isSoundValue(one, item, around));
  }
  if (isLeafType(promised)) return isSoundLeaf(value, promised);
  if (!isRecord(value)) return false;
  const objectType = objectTypeOf(around.schema, promised, value.__typename);
  if (objectType === null || (value.__typename ?? objectType.name) !== objectType.name) return false;
  for (const field of selections.fieldsOf(objectType).values()) {
    if (!isSound(value, { field, ownerType: objectType.name }, around)) return false;
  }
  return true;
}

function isSoundLeaf(value: unknown, type: GraphQLLeafType): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_648;
    case 'Float':
      return typeof value === 'number';
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return true;
  }
}
