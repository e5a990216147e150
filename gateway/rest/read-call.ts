import type { Request } from 'express';
import { getNamedType } from 'graphql';
import { RequestUnreadable } from '../../schema/errors.ts';
import type { LoadedRoute } from './load-routes.ts';
import type { RestFile } from './routes.ts';

type Given = Readonly<Record<string, unknown>>;

/**
 * The variables of a route's document, from path, query, body and headers. What they may be is for the schema to say;
 * here nothing is passed over in silence: a name that the route does not know, or one that is given twice with two
 * values, refuses the request.
 * @throws RequestUnreadable
 */
export function readVariables(route: LoadedRoute, req: Request): Record<string, unknown> {
  const given = new Map<string, unknown>(Object.entries(req.params));
  const file = fileOf(route, req);
  const inAddress = route.method === 'GET' || file !== undefined;
  take(given, inAddress ? typed(route, req.query) : req.query, {
    what: 'parameter',
    known: inAddress ? openInputs(route).filter((name) => name !== file?.input) : [],
  });
  if (file !== undefined) add(given, file.input, (req.body as Buffer).toString('base64'));
  else if (route.method === 'POST') take(given, readBody(req), { what: 'field', known: openInputs(route) });
  for (const [header, name] of Object.entries(route.headers ?? {})) {
    const value = req.get(header);
    if (value !== undefined) add(given, name, value);
  }
  return arrange(route, given);
}

/** The file that this call brings in place of JSON; undefined: it brings none. */
export function fileOf(route: LoadedRoute | undefined, req: Request): RestFile | undefined {
  return route?.file !== undefined && req.is(route.file.type) ? route.file : undefined;
}

/** In an address everything is text: what the schema takes for numbers and truths is read as such. */
function typed({ inputs }: LoadedRoute, query: Given): Given {
  const read = (name: string, value: unknown): unknown => {
    const type = getNamedType(inputs.find((input) => input.name === name)?.type)?.name;
    if (type === 'Int' && typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value);
    return type === 'Boolean' && (value === 'true' || value === 'false') ? value === 'true' : value;
  };
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, read(name, value)]));
}

function readBody(req: Request): Given {
  if (!req.is('application/json')) {
    throw new RequestUnreadable(
      'The body of this request is not declared to be JSON.',
      'Send a JSON object with the header "Content-Type: application/json; charset=utf-8".',
      415,
    );
  }
  const body: unknown = req.body;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Given;
  throw new RequestUnreadable('The body of the request is no JSON object.', 'Send one, such as {"matter": "SP-001"}.');
}

/** Inputs that do not stand in the path. */
function openInputs({ inputs, path }: LoadedRoute): string[] {
  const inPath = path.split('/');
  return inputs.map(({ name }) => name).filter((name) => !inPath.includes(`:${name}`));
}

interface Place {
  readonly what: 'parameter' | 'field';
  readonly known: readonly string[];
}

function take(given: Map<string, unknown>, from: Given, { known, what }: Place): void {
  const unknown = Object.keys(from).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new RequestUnreadable(
      `There is no ${what} ${unknown.map((name) => JSON.stringify(name.slice(0, 60))).join(', ')} here.`,
      known.length === 0 ? `This address takes no ${what}s.` : `The ${what}s here are: ${known.join(', ')}.`,
    );
  }
  for (const [name, value] of Object.entries(from)) add(given, name, value);
}

function add(given: Map<string, unknown>, name: string, value: unknown): void {
  if (given.has(name) && given.get(name) !== value)
    throw new RequestUnreadable(`${name} is given twice, and differently.`, 'Give it once.');
  given.set(name, value);
}

function arrange({ inputs }: LoadedRoute, given: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const { name, within } of inputs) {
    if (within !== null) variables[within] ??= {};
    if (!given.has(name)) continue;
    const holder = within === null ? variables : (variables[within] as Record<string, unknown>);
    holder[name] = given.get(name);
  }
  return variables;
}
