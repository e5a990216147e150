import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  Kind,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLFieldConfigMap,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { LoadedRoute } from './load-routes.ts';

/** Beside every answer; null here means: not there at all. */
export const besideAnswers: ReadonlySet<string> = new Set(['errors', 'extensions']);
const errorType = new GraphQLObjectType({
  name: 'Error',
  description: '错误;代码与 GraphQL 相同 / an error; its code is that of GraphQL',
  fields: {
    code: { type: new GraphQLNonNull(GraphQLString), description: '固定不变的代码 / stable code' },
    message: { type: new GraphQLNonNull(GraphQLString), description: '有何不对 / what is wrong' },
    remedy: { type: new GraphQLNonNull(GraphQLString), description: '如何改正 / how to mend it' },
  },
});
const beside: Fields = {
  errors: {
    type: new GraphQLList(new GraphQLNonNull(errorType)),
    description:
      '未能答复的部分及其缘由;没有则不出现 / what is missing from the answer, and why; left out where nothing is',
  },
  extensions: {
    type: new GraphQLScalarType({ name: 'Extensions' }),
    description:
      '附带说明,如演示时钟 / what goes with the answer, such as a demo clock; left out where there is nothing',
  },
};

/**
 * A schema of exactly what the routes answer: of every type only the fields that the route's document selects, under
 * a name of its own; descriptions are those of the fields that they come from. It is described, never executed.
 */
export function toAnswerSchema(routes: readonly LoadedRoute[], schema: GraphQLSchema): GraphQLSchema {
  const rootOf = (method: LoadedRoute['method'], name: string) =>
    new GraphQLObjectType({
      name,
      fields: Object.fromEntries(
        routes.filter((route) => route.method === method).map((route) => [fieldOf(route), answerField(route, schema)]),
      ),
    });
  const hasCommands = routes.some(({ method }) => method === 'POST');
  return new GraphQLSchema({
    query: rootOf('GET', 'Query'),
    ...(hasCommands ? { mutation: rootOf('POST', 'Mutation') } : {}),
    types: [errorType],
  });
}

/** Name of the route's field in that schema. */
export function fieldOf({ operationName }: LoadedRoute): string {
  return operationName.charAt(0).toLowerCase() + operationName.slice(1);
}

function answerField(route: LoadedRoute, schema: GraphQLSchema) {
  const { answer, inputs, operation, operationName, parsed } = route;
  const fragments = new Map(
    parsed.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node.selectionSet] as const] : [],
    ),
  );
  let type: GraphQLObjectType = schema.getRootType(operation.operation)!;
  let selections = operation.selectionSet;
  let description: string | null = null;
  for (const name of answer) {
    const node = fieldsIn(selections, fragments).find((field) => field.name.value === name)!;
    const field = type.getFields()[name]!;
    type = named(field.type) as GraphQLObjectType;
    selections = node.selectionSet!;
    // A command is described by its own field, a query by the one that is asked for.
    if (description === null || route.method === 'GET') description = field.description ?? description;
  }
  const narrowed = narrow(type, selections, { name: operationName, fragments, further: beside });
  return {
    type: new GraphQLNonNull(narrowed),
    description,
    args: Object.fromEntries(inputs.map((input) => [input.name, { type: input.type, description: input.description }])),
  };
}

type Fragments = ReadonlyMap<string, SelectionSetNode>;

type Fields = GraphQLFieldConfigMap<unknown, unknown>;
interface Narrowing {
  readonly name: string;
  readonly fragments: Fragments;
  readonly further?: Fields;
}

function narrow(type: GraphQLObjectType, selected: SelectionSetNode, { fragments, further = {}, name }: Narrowing) {
  const fields: Fields = {};
  for (const node of fieldsIn(selected, fragments)) {
    const key = (node.alias ?? node.name).value;
    const { description, type: whole } = type.getFields()[node.name.value]!;
    const inner = named(whole);
    const narrowed =
      isObjectType(inner) && node.selectionSet !== undefined
        ? narrow(inner, node.selectionSet, { name: name + key.charAt(0).toUpperCase() + key.slice(1), fragments })
        : inner;
    fields[key] = { type: wrapLike(whole, narrowed), description: description ?? null };
  }
  return new GraphQLObjectType({ name, description: type.description ?? null, fields: { ...fields, ...further } });
}

function fieldsIn({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inner = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)!;
    return fieldsIn(inner, fragments);
  });
}

function named(type: GraphQLOutputType): GraphQLOutputType {
  return isNonNullType(type) || isListType(type) ? named(type.ofType as GraphQLOutputType) : type;
}

function wrapLike(type: GraphQLOutputType, inner: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type)) return new GraphQLNonNull(wrapLike(type.ofType as GraphQLOutputType, inner) as never);
  return isListType(type) ? new GraphQLList(wrapLike(type.ofType, inner)) : inner;
}
