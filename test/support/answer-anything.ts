import {
  defaultFieldResolver,
  execute,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { ApolloGateway } from '@apollo/gateway';
import { createHash } from 'node:crypto';
import { byRights } from '../../gateway/access/by-rights.ts';
import { openAccess } from '../../gateway/access/access.ts';
import type { ClientRequest } from '../../gateway/client-request.ts';

/** The organisation that every query of these tests is about. */
export const asked = '9151090420599001XY';

type Executor = ApolloGateway['executor'];

/** What an error says of a field that is withheld. */
interface Refusal {
  readonly code: string;
  readonly field: string;
  readonly at: string;
  readonly missing: unknown;
}

export interface Answered {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly path?: readonly (string | number)[];
    readonly extensions: Refusal;
  }[];
}

/** A gateway's decisions about rights over a schema of which every field has some answer, by the name of its type. */
export function answerAnything(supergraphSdl: string, schema: GraphQLSchema) {
  const access = openAccess(supergraphSdl, { anonymousPublic: false, demo: true })!;
  const documents: string[] = [];
  const executor: Executor = async ({ document, queryHash, request }) => {
    documents.push(queryHash);
    return (await execute({
      schema,
      document,
      variableValues: request.variables,
      fieldResolver: (source, args, context, info) =>
        defaultFieldResolver(source, args, context, info) ?? something(info.returnType),
      typeResolver: (_, __, { schema: known }, type) => known.getPossibleTypes(type)[0]!.name,
    })) as Awaited<ReturnType<Executor>>;
  };
  const limited = byRights(executor, access, () => schema);
  return {
    /** Hashes of the documents that were planned. */
    documents,
    async ask(query: string, who: Pick<ClientRequest, 'caller' | 'purpose'>, variables = {}): Promise<Answered> {
      const document = parse(query);
      const faults = validate(schema, document);
      if (faults.length > 0) throw new Error(`${query}: ${faults[0]!.message}`);
      return (await limited({
        document,
        operation: document.definitions.find(({ kind }) => kind === 'OperationDefinition'),
        queryHash: createHash('sha256').update(query).digest('hex'),
        source: query,
        request: { variables },
        context: { request: { ...who, planOnly: false } },
      } as never)) as unknown as Answered;
    },
  };
}

function something(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return something(type.ofType);
  if (isListType(type)) return [something(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.value;
  if (!isLeafType(type)) return {};
  return { Int: 1, Float: 1, Boolean: true }[type.name] ?? 'text';
}

/** For each object type, the fields by which it is reached from a root in the fewest steps. */
export function pathsTo(schema: GraphQLSchema): Map<string, readonly Step[]> {
  const paths = new Map<string, readonly Step[]>();
  const queue: GraphQLObjectType[] = [];
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    if (root == null) continue;
    paths.set(root.name, []);
    queue.push(root);
  }
  for (let type = queue.shift(); type !== undefined; type = queue.shift()) {
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type);
      const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
      for (const next of possible) {
        if (paths.has(next.name)) continue;
        paths.set(next.name, [...paths.get(type.name)!, { type: type.name, field }]);
        queue.push(next);
      }
    }
  }
  return paths;
}

export interface Step {
  readonly type: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** An operation that asks one field by these steps. */
export function operationFor(steps: readonly Step[]): string {
  const last = steps.at(-1)!.field;
  const inner = isLeafType(getNamedType(last.type)) ? '' : ' { __typename }';
  const nested = steps.reduceRight((text, { field }) => ` { ${called(field)}${text} }`, inner);
  return `${steps[0]!.type === 'Mutation' ? 'mutation' : 'query'}${nested}`;
}

function called({ args, name }: Step['field']): string {
  const given = args.filter(({ type }) => isNonNullType(type) || getNamedType(type).name === 'CreditCode');
  if (given.length === 0) return name;
  return `${name}(${given.map((one) => `${one.name}: ${literal(one.type)}`).join(', ')})`;
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${needed.map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`;
  }
  return { Int: '1', Boolean: 'true', CreditCode: `"${asked}"`, Date: '"2026-01-01"' }[type.name] ?? '"text"';
}
