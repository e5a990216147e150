import { isAbstractType, isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** The object types that a value of this type can have. */
export function objectTypesOf(schema: GraphQLSchema, name: string): readonly GraphQLObjectType[] {
  const type = schema.getType(name);
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [];
}

/** Of these types, those to which a fragment on `condition` applies; without a condition all. */
export function narrowed(
  schema: GraphQLSchema,
  types: readonly GraphQLObjectType[],
  condition: string | undefined,
): readonly GraphQLObjectType[] {
  if (condition === undefined) return types;
  const wanted = objectTypesOf(schema, condition);
  return types.filter((type) => wanted.includes(type));
}
