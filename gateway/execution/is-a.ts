import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';

/** Whether a type, by its name as a subgraph tells it, is another, or one of its kinds. */
export type IsA = (type: unknown, wanted: string) => boolean;

/** Over the schema of the supergraph, which has types that clients do not see. */
export function createIsA(schema: GraphQLSchema): IsA {
  return (name, wanted) => {
    if (name === wanted) return true;
    const type = typeof name === 'string' ? schema.getType(name) : undefined;
    const kind = schema.getType(wanted);
    if (!isAbstractType(kind) || !(isObjectType(type) || isInterfaceType(type))) return false;
    return schema.isSubType(kind, type);
  };
}
