import { NotFound } from '../../schema/errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { LoadedRoute } from './load-routes.ts';
import { plainMessage } from './plain-message.ts';
import { statusOf } from './statuses.ts';

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What GraphQL answered, with its HTTP status. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface RestAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const usualRemedy = 'See GET /api/openapi.json for what this address takes.';

/**
 * The field that the route is about, as the whole answer; what is missing from it stands beside it under `errors`.
 * Where there is no such field, the error that took it away is the answer.
 */
export function toRestAnswer(route: LoadedRoute, answered: GraphqlAnswer, requestId: string): RestAnswer {
  const { data, errors = [], extensions } = answered;
  const answer = at(data, route.answer);
  if (isObject(answer)) {
    const beside = errors.length === 0 ? {} : { errors: errors.map((error) => besideAnswer(error, route)) };
    return { status: 200, body: { ...answer, ...beside, ...(extensions === undefined ? {} : { extensions }) } };
  }
  const refused = at(data, route.userErrors ?? []);
  if (Array.isArray(refused) && isObject(refused[0])) {
    const { field, ...facts } = refused[0];
    return {
      status: statusOf(facts['code']),
      body: { ...facts, ...(field === null ? {} : { field }), requestId },
    };
  }
  const error = errors.find(({ path }) => takesAway(path, route.answer)) ?? errors[0];
  if (error === undefined) return { status: 404, body: toRestError(nothing(), requestId) };
  return {
    status: answered.status >= 400 ? answered.status : statusOf(error.extensions?.['code']),
    body: toRestError(inPlainWords(error, route), requestId),
  };
}

/** Code, message and remedy first; then the facts of the code, such as when asking again makes sense. */
export function toRestError({ extensions = {}, message }: GraphqlError, requestId: string): Record<string, unknown> {
  const { code, remedy = usualRemedy, ...facts } = extensions;
  return { code, message, remedy, ...facts, requestId };
}

/** Without what only callers of GraphQL know. */
function inPlainWords(error: GraphqlError, route: LoadedRoute): GraphqlError {
  const message = plainMessage(error.message, route);
  if (message === null) return error;
  return { ...error, message, extensions: { ...error.extensions, remedy: usualRemedy } };
}

function nothing(): GraphqlError {
  return { ...formatGatewayError(new NotFound()), message: 'There is nothing under this number for you to see.' };
}

function besideAnswer(error: GraphqlError, { answer }: LoadedRoute): Record<string, unknown> {
  const { code, remedy = usualRemedy, ...facts } = error.extensions ?? {};
  const path = error.path ?? [];
  const isInside = answer.every((name, place) => path[place] === name);
  const inside = isInside ? { path: path.slice(answer.length) } : {};
  return { code, message: error.message, remedy, ...facts, ...inside };
}

/** Whether an error at this path can be why there is no answer. */
function takesAway(path: GraphqlError['path'], answer: readonly string[]): boolean {
  return path !== undefined && path.length <= answer.length && path.every((name, place) => answer[place] === name);
}

function at(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), data);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
