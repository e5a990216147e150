import { GraphQLError, type GraphQLType } from 'graphql';

const saying = {
  null: (what: string) => `Cannot return null for ${what}, which is never null.`,
  value: (what: string) => `This is no value of ${what}.`,
  typename: (what: string) => `An object of ${what} names a type that the schema does not have.`,
};

/** A subgraph said something that the schema does not allow. `path` is copied. */
export function valueFault(
  what: keyof typeof saying,
  type: GraphQLType,
  path: readonly (string | number)[],
): GraphQLError {
  return new GraphQLError(saying[what](String(type)), { path: [...path], extensions: { code: 'INVALID_GRAPHQL' } });
}
