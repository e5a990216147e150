import {
  execute,
  getNamedType,
  isObjectType,
  responsePathAsArray,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLResolveInfo,
} from 'graphql';
import { folderOfField } from '../../schema/department-names.ts';
import type { GatewayError } from '../../schema/errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { Answer, Fetch } from './backend.ts';
import type { FetchSchema } from './fetch-schema.ts';

/** What is said of a subgraph that gave no answer. */
export interface Silence {
  /** A department whose section could not be fetched. */
  department(name: string): GatewayError;
  /** Anything else. */
  rest(): GatewayError;
}

interface Told {
  readonly silence: Silence;
  readonly errors: GraphQLFormattedError[];
  /** Entities of which something other than a section was asked: one error each. */
  readonly entities: Set<unknown>;
}

/**
 * Answers a fetch in the place of a subgraph that cannot be reached. Each section asked for is there, with state
 * UNAVAILABLE and null lists, and has one error; all else is null, with one error an organisation or root field. So
 * what requires a section (eligibility) is still asked, and no answer is lost with one host.
 */
export function answerUnreachable(fetch: Fetch, { schema, isSection }: FetchSchema, silence: Silence): Answer {
  const told: Told = { silence, errors: [], entities: new Set() };
  const result = execute({
    schema,
    document: fetch.document,
    variableValues: fetch.variables,
    operationName: fetch.operationName ?? null,
    contextValue: told,
    fieldResolver: (source, args, _, info) =>
      isSection(info.returnType) ? silentSection(told, info) : resolveRest(source, { args, told, info }),
    typeResolver: (value) => (value as { __typename: string }).__typename,
  }) as ExecutionResult;
  if (result.data == null && told.errors.length === 0) told.errors.push(formatGatewayError(silence.rest()));
  return { data: result.data ?? null, errors: told.errors };
}

function silentSection({ errors, silence }: Told, { fieldName, path, returnType }: GraphQLResolveInfo): unknown {
  const type = getNamedType(returnType);
  const department = folderOfField(fieldName);
  errors.push(formatGatewayError(silence.department(department), responsePathAsArray(path)));
  return {
    ...(isObjectType(type) ? { __typename: type.name } : {}),
    source: {
      department,
      state: 'UNAVAILABLE',
      asOf: null,
      nextExpected: null,
      closedOn: null,
      rejectedRows: 0,
      unlinkedRows: 0,
      unlinkedAdverseRows: 0,
      withheldRows: 0,
    },
  };
}

interface Resolving {
  readonly args: Readonly<Record<string, unknown>>;
  readonly told: Told;
  readonly info: GraphQLResolveInfo;
}

function resolveRest(source: unknown, { args, told, info }: Resolving): unknown {
  const { fieldName, operation, parentType, path, schema } = info;
  const { entities, errors, silence } = told;
  if (parentType === schema.getRootType(operation.operation)) {
    if (fieldName === '_entities') return args.representations;
    errors.push(formatGatewayError(silence.rest(), responsePathAsArray(path)));
    return null;
  }
  const known = (source as Record<string, unknown>)[fieldName];
  if (known !== undefined) return known;
  if (path.prev?.prev?.key === '_entities' && !entities.has(source)) {
    entities.add(source);
    errors.push(formatGatewayError(silence.rest(), responsePathAsArray(path.prev)));
  }
  return null;
}
