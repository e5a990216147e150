import {
  getOperationAST,
  isInputObjectType,
  isNonNullType,
  Kind,
  parse,
  typeFromAST,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { TrustedDocument } from '../warm-plans.ts';
import type { RestRoute } from './routes.ts';

/** One thing that a client gives: a variable of the document, or a field of its one input object. */
export interface RestInput {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly description: string | null;
  /** The variable that holds it; null: it is one. */
  readonly within: string | null;
}

/** A route whose document is there and fits the schema. */
export interface LoadedRoute extends RestRoute {
  readonly text: string;
  readonly parsed: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string;
  readonly inputs: readonly RestInput[];
}

/** The routes that this gateway can serve: a supergraph of somebody else's has none of the documents. */
export function loadRoutes(
  routes: readonly RestRoute[],
  documents: readonly TrustedDocument[],
  schema: GraphQLSchema,
): LoadedRoute[] {
  return routes.flatMap((route) => {
    const text = documents.find(({ name }) => name === route.document)?.text;
    if (text === undefined) return [];
    const parsed = parse(text);
    const operation = getOperationAST(parsed);
    // A document that does not fit is logged, and told by /health/ready, when the plans are made.
    if (operation?.name === undefined || validate(schema, parsed).length > 0) return [];
    const inputs = inputsOf(parsed, operation, schema);
    return [{ ...route, text, parsed, operation, operationName: operation.name.value, inputs }];
  });
}

function inputsOf(document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema): RestInput[] {
  const described = describeVariables(document, schema);
  return (operation.variableDefinitions ?? []).flatMap(({ type: node, variable }): RestInput[] => {
    const name = variable.name.value;
    const type = typeFromAST(schema, node as never) as GraphQLInputType;
    const bare = isNonNullType(type) ? type.ofType : type;
    if (!isInputObjectType(bare)) return [{ name, type, within: null, description: described.get(name) ?? null }];
    return Object.values(bare.getFields()).map((field) => ({
      name: field.name,
      type: field.type,
      within: name,
      description: field.description ?? null,
    }));
  });
}

/** A variable has no description of its own; the argument that it is given to has. */
function describeVariables(document: DocumentNode, schema: GraphQLSchema): ReadonlyMap<string, string> {
  const described = new Map<string, string>();
  const info = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(info, {
    Argument({ value }) {
      const description = info.getArgument()?.description;
      if (value.kind === Kind.VARIABLE && description != null) described.set(value.name.value, description);
    },
  });
  visit(document, visitor);
  return described;
}
