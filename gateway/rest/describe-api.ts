import { isEnumType, isListType, isNonNullType, isObjectType, parse, type GraphQLSchema } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import { OpenAPI } from 'sofa-api';
import { besideAnswers, fieldOf, toAnswerSchema } from './answer-schema.ts';
import type { LoadedRoute } from './load-routes.ts';
import { responsesOf } from './responses.ts';
import type { RestFile } from './routes.ts';

type Json = Record<string, unknown>;

/** How the scalars of the schema look in JSON. Days of sources may be a month or a year only. */
const customScalars = {
  CreditCode: { type: 'string', minLength: 18, example: '91510904MAXXXX015M' },
  Date: { type: 'string', example: '2026-11-24' },
  DateTime: { type: 'string', format: 'date-time' },
  Extensions: { type: 'object' },
};

/** The OpenAPI document of the routes, from the schema and the documents that they are answered by. */
export function describeApi(routes: readonly LoadedRoute[], schema: GraphQLSchema): Json {
  const answers = toAnswerSchema(routes, schema);
  const api = OpenAPI({
    schema: answers,
    info: {
      title: '统一信用网关 / Unified Credit Gateway',
      description:
        '审批系统的普通接口,与 GraphQL 同源 / the plain interface for approval systems, of the same source as GraphQL',
      version: '1',
    },
    customScalars,
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
  for (const route of routes) api.addRoute({ method: route.method, path: route.path, document: operationOf(route) });
  const { components, paths, ...described } = api.get() as unknown as {
    components: { schemas: Record<string, Json> };
    paths: Record<string, Record<string, Json>>;
  };
  const { Mutation: _, Query: __, ...schemas } = components.schemas;
  for (const [name, written] of Object.entries(schemas)) complete(written, name, answers);
  for (const { file, headers, method, path } of routes) {
    const described = paths[path.replace(/:(\w+)/g, '{$1}')]![method.toLowerCase()]!;
    completeCall(described, headers ?? {});
    if (file !== undefined) describeFile(described, file);
  }
  return { ...described, openapi: '3.0.3', components: { ...components, schemas }, paths };
}

/** The builder takes names and types of what is given from the variables of a document. */
function operationOf(route: LoadedRoute) {
  const { inputs, method, operationName } = route;
  const variables = inputs.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  return parse(`${method === 'GET' ? 'query' : 'mutation'} ${operationName}(${variables}) { ${fieldOf(route)} }`);
}

/** What every request about organisations has to say of itself. */
const accounting: readonly Json[] = [
  {
    in: 'header',
    name: 'x-purpose',
    required: true,
    schema: { type: 'string' },
    description: '用途代码,审批系统为 APPROVAL / code of the purpose; APPROVAL for approval systems',
  },
  {
    in: 'header',
    name: 'x-case',
    required: false,
    schema: { type: 'string' },
    description: '案号,用途需要时 / case number, where the purpose needs one',
  },
];

function completeCall(call: Json, headers: Readonly<Record<string, string>>): void {
  const { 200: good } = call.responses as Record<string, Json>;
  call.responses = { 200: good, ...responsesOf() };
  if (call.requestBody !== undefined) call.requestBody = { ...(call.requestBody as Json), required: true };
  const parameters = call.parameters as Json[];
  parameters.push(...accounting);
  for (const [name, input] of Object.entries(headers)) {
    const description = `可代替 ${input} / may be sent in the place of ${input}`;
    parameters.push({ in: 'header', name, required: false, schema: { type: 'string' }, description });
    const { content } = call.requestBody as { content: Record<string, { schema: { required?: string[] } }> };
    const body = content['application/json']!.schema;
    body.required = (body.required ?? []).filter((one) => one !== input);
  }
}

/** The same call with a file for its body: the other inputs then stand in the address. */
function describeFile(call: Json, { input, type }: RestFile): void {
  const { content } = call.requestBody as { content: Record<string, { schema: Json }> };
  const properties = content['application/json']!.schema.properties as Record<string, { description?: string }>;
  content[type] = { schema: { type: 'string', format: 'binary' } };
  const parameters = call.parameters as Json[];
  for (const [name, { description, ...schema }] of Object.entries(properties)) {
    if (name === input) continue;
    const instead = `${description ?? ''};请求体为文件时在此给出 / given here where the body is a file`;
    parameters.push({ in: 'query', name, required: false, schema, description: instead });
  }
}

/**
 * What the builder leaves out: that a field may be null, that every field is there, and what the values of an
 * enumeration mean.
 */
function complete(written: Json, name: string, schema: GraphQLSchema): void {
  const type = schema.getType(name);
  if (!isObjectType(type)) return;
  const properties = written.properties as Record<string, Json>;
  for (const field of Object.values(type.getFields())) {
    const { description, ...property } = properties[field.name]!;
    const mayBeNull = !isNonNullType(field.type) && !besideAnswers.has(field.name);
    const meanings = meaningsOf(field.type);
    properties[field.name] = {
      ...(property.$ref === undefined ? property : { type: 'object', allOf: [property] }),
      description: [description, ...meanings].join('\n'),
      ...(mayBeNull ? { nullable: true } : {}),
      ...(mayBeNull && Array.isArray(property.enum) ? { enum: [...(property.enum as unknown[]), null] } : {}),
    };
  }
  written.required = Object.keys(properties).filter((one) => !besideAnswers.has(one));
}

function meaningsOf(type: GraphQLOutputType): string[] {
  if (isNonNullType(type) || isListType(type)) return meaningsOf(type.ofType as GraphQLOutputType);
  if (!isEnumType(type)) return [];
  return type.getValues().map(({ description, name }) => `- ${name}: ${description ?? ''}`);
}
