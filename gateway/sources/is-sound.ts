import {
  getNullableType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { isRecord } from './read-answer.ts';
import { isIncluded, objectTypeOf, type SelectedField, type Selections } from './selections.ts';

type Variables = Readonly<Record<string, unknown>>;

/** Whether a value is what the schema promises, all the way down. */
type Check = (value: unknown, variables: Variables) => boolean;

/** A field of one object type, and how it is told whether its value is sound. */
export interface CheckedField {
  readonly field: SelectedField;
  /** A wrong shape in one place would otherwise cost the client the whole answer. A field that is not asked for may be anything. */
  isSound(owner: Readonly<Record<string, unknown>>, variables: Variables): boolean;
}

/** Made once for each document and type: what comes from outside is checked value by value, and there are many of them. */
export function checkedFields(type: GraphQLObjectType, selections: Selections, schema: GraphQLSchema): CheckedField[] {
  return [...selections.fieldsOf(type).values()].map((field) => checkedField(field, type.name, schema));
}

export function checkedField(field: SelectedField, ownerType: string, schema: GraphQLSchema): CheckedField {
  const { key, selections, type } = field;
  const check: Check = type === null ? (value) => value === ownerType : checkOf(type, selections, schema);
  return {
    field,
    isSound: (owner, variables) => check(owner[key], variables) || !isIncluded(field, variables),
  };
}

function checkOf(type: GraphQLOutputType, selections: Selections, schema: GraphQLSchema): Check {
  const promised = getNullableType(type);
  const check = isListType(promised)
    ? listCheck(checkOf(promised.ofType, selections, schema))
    : isLeafType(promised)
      ? leafCheck(promised)
      : objectCheck(promised, selections, schema);
  const mayBeNull = !isNonNullType(type);
  return (value, variables) => (value == null ? mayBeNull : check(value, variables));
}

function listCheck(check: Check): Check {
  return (value, variables) => {
    if (!Array.isArray(value)) return false;
    for (const one of value) if (!check(one, variables)) return false;
    return true;
  };
}

function objectCheck(type: GraphQLCompositeType, selections: Selections, schema: GraphQLSchema): Check {
  const known = new Map<string, readonly CheckedField[]>();
  const fieldsOf = (objectType: GraphQLObjectType): readonly CheckedField[] => {
    const fields = known.get(objectType.name) ?? checkedFields(objectType, selections, schema);
    known.set(objectType.name, fields);
    return fields;
  };
  const only = isObjectType(type) ? type : null;
  return (value, variables) => {
    if (!isRecord(value)) return false;
    const { __typename } = value;
    const objectType = only ?? objectTypeOf(schema, type, __typename);
    if (objectType === null || (__typename ?? objectType.name) !== objectType.name) return false;
    for (const field of fieldsOf(objectType)) if (!field.isSound(value, variables)) return false;
    return true;
  };
}

function leafCheck(type: GraphQLLeafType): Check {
  if (isEnumType(type)) return (value) => typeof value === 'string' && type.getValue(value) !== undefined;
  return checksOfScalars[type.name] ?? (() => true);
}

const checksOfScalars: Readonly<Record<string, Check>> = {
  Int: (value) => Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_648,
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};
