import { isInterfaceType, isObjectType, getNamedType, type GraphQLSchema } from 'graphql';

/**
 * A query of every department's section of many organisations, so that their records are at hand when a verdict needs
 * them; null: the schema has no departments.
 */
export function sectionsQuery(schema: GraphQLSchema): string | null {
  const organisation = schema.getType('Organisation');
  const section = schema.getType('DepartmentSection');
  if (!isObjectType(organisation) || !isInterfaceType(section)) return null;
  const fields = Object.values(organisation.getFields()).filter((field) => {
    const type = getNamedType(field.type);
    return isObjectType(type) && type.getInterfaces().includes(section);
  });
  if (fields.length === 0) return null;
  const selected = fields.map(({ name }) => `${name} { source { state } }`).join(' ');
  return `query Sections($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { creditCode ${selected} } }`;
}
