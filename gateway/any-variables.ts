import {
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';

/** Values, of no meaning, that the variables of an operation accept; for planning it without executing it. */
export function anyVariables(operation: OperationDefinitionNode, schema: GraphQLSchema): Record<string, unknown> {
  return Object.fromEntries(
    (operation.variableDefinitions ?? [])
      .filter(({ defaultValue }) => defaultValue === undefined)
      .map(({ type, variable }) => [variable.name.value, anyValueOf(type, schema)]),
  );
}

function anyValueOf(node: TypeNode, schema: GraphQLSchema): unknown {
  const type = typeFromAST(schema, node as never);
  return isInputType(type) ? anyValue(type) : null;
}

function anyValue(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return null;
  const wanted = type.ofType;
  if (isListType(wanted)) return [];
  if (isEnumType(wanted)) return wanted.getValues()[0]?.name;
  if (isInputObjectType(wanted)) {
    return Object.fromEntries(Object.values(wanted.getFields()).map((field) => [field.name, anyValue(field.type)]));
  }
  if (wanted.name === 'Boolean') return true;
  return wanted.name === 'Int' || wanted.name === 'Float' ? 1 : '1';
}
