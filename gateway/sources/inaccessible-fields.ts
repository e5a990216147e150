import {
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { namedType } from '../../schema/access/read-marks.ts';
import { isInaccessible } from '../../schema/inaccessible.ts';

/**
 * Fields that clients do not see and fetches may ask for, because another subgraph requires them: what extends the
 * schema of clients to that of fetches. Fields of types that clients do not know at all are not among them.
 */
export function inaccessibleFields(apiSchema: GraphQLSchema, supergraphSdl: string): DocumentNode {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const extensions = definitions.flatMap((node): ObjectTypeExtensionNode[] => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || !isObjectType(apiSchema.getType(node.name.value))) return [];
    const fields = (node.fields ?? [])
      .filter(isInaccessible)
      .filter((field) => apiSchema.getType(namedType(field.type)) !== undefined)
      .map(bare);
    return fields.length === 0 ? [] : [{ kind: Kind.OBJECT_TYPE_EXTENSION, name: node.name, fields }];
  });
  return { kind: Kind.DOCUMENT, definitions: extensions };
}

/** Without directives, which the schema of clients does not define. */
function bare({ arguments: given = [], name, type }: FieldDefinitionNode): FieldDefinitionNode {
  const known = given.map((one) => ({ ...one, directives: [] }));
  return { kind: Kind.FIELD_DEFINITION, name, type, arguments: known };
}
