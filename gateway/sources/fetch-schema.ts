import {
  extendSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { inaccessibleFields } from './inaccessible-fields.ts';

/**
 * The schema against which fetches of the query plan are read: what clients see, what subgraphs require of each other
 * without clients' seeing it, and federation's `_entities`.
 */
export interface FetchSchema {
  /** What clients see. */
  readonly api: GraphQLSchema;
  readonly schema: GraphQLSchema;
  /** Whether a field of this type is a department's section. */
  readonly isSection: (type: GraphQLOutputType) => boolean;
}

export function createFetchSchema(apiSchema: GraphQLSchema, supergraphSdl: string): FetchSchema {
  const roots = [apiSchema.getQueryType(), apiSchema.getMutationType()];
  const entities = Object.values(apiSchema.getTypeMap()).filter(
    (type) => isObjectType(type) && !roots.includes(type) && !type.name.startsWith('__'),
  );
  const schema = extendSchema(
    extendSchema(apiSchema, inaccessibleFields(apiSchema, supergraphSdl), { assumeValid: true }),
    federation(
      apiSchema,
      entities.map(({ name }) => name),
    ),
    { assumeValid: true },
  );
  const section = schema.getType('DepartmentSection');
  return {
    api: apiSchema,
    schema,
    isSection(type) {
      const named = getNamedType(type);
      return (
        isInterfaceType(section) &&
        isCompositeType(named) &&
        (named === section || schema.isSubType(section, named as never))
      );
    },
  };
}

function federation(apiSchema: GraphQLSchema, entities: readonly string[]) {
  const query = apiSchema.getQueryType()?.name ?? 'Query';
  if (entities.length === 0) return { kind: Kind.DOCUMENT, definitions: [] } as const;
  return parse(`
    scalar _Any
    union _Entity = ${entities.join(' | ')}
    extend type ${query} { _entities(representations: [_Any!]!): [_Entity]! }
  `);
}
