import { isEnumType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql';

export type LeafCheck = (value: unknown) => boolean;

const isInteger = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && !/e/.test(String(value));

const ofScalars: Readonly<Record<string, LeafCheck>> = {
  Boolean: (value) => typeof value === 'boolean',
  Int: isInteger,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || isInteger(value),
};

const anything: LeafCheck = () => true;

/** Whether a value is one of this type, as it stands in an answer. Scalars of the schema's own may be anything. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => names.has(value);
  }
  return isSpecifiedScalarType(type) ? ofScalars[type.name]! : anything;
}
