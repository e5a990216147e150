import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { AddressTooShort, InternalError, RequestUnreadable } from '../../schema/errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import { challengeOf } from '../challenge.ts';
import type { Context } from '../client-request.ts';
import { refusalOf } from '../plugins/use-refusals.ts';
import { requestOf } from '../plugins/use-request-id.ts';
import type { TrustedDocument } from '../warm-plans.ts';
import { toRestAnswer, toRestError, type GraphqlAnswer, type RestAnswer } from './answer.ts';
import { describeApi } from './describe-api.ts';
import { loadRoutes, type LoadedRoute } from './load-routes.ts';
import { restRoutes } from './routes.ts';
import { routeOf } from './use-rest-call.ts';

export interface RestParts {
  readonly documents: readonly TrustedDocument[];
  readonly schema: GraphQLSchema;
  readonly server: ApolloServer<Context>;
  readonly context: (parts: { readonly res: Response }) => Promise<Context>;
  readonly log: Logger;
}

/** The plain HTTP interface: every call goes through the handlers of GraphQL and then through the same server. */
export interface Rest {
  readonly mount: (app: Express, handlers: readonly RequestHandler[]) => void;
  /** Answers, in the form of this interface, what was refused on the way. */
  readonly refuse: ErrorRequestHandler;
}

export function createRest({ context, documents, log, schema, server }: RestParts): Rest {
  const routes = loadRoutes(restRoutes, documents, schema);
  const answer: RequestHandler = async (req, res) => {
    const answered = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers: headersOf(req), search: '', body: req.body },
      context: () => context({ res }),
    });
    for (const [name, value] of answered.headers) if (!ofTheBody.has(name)) res.setHeader(name, value);
    const text = answered.body.kind === 'complete' ? answered.body.string : '{}';
    const graphql: GraphqlAnswer = { ...(JSON.parse(text) as object), status: answered.status ?? 200 };
    send(res, toRestAnswer(routeOf(res)!, graphql, requestOf(res).requestId));
  };
  return {
    mount(app, handlers) {
      if (routes.length === 0) return;
      const described = describeApi(routes, schema);
      app.get('/api/openapi.json', (_req, res) => void res.json(described));
      for (const route of routes) refuseShort(app, route);
      for (const route of routes) {
        const use = route.method === 'GET' ? app.get.bind(app) : app.post.bind(app);
        use(route.path, choose(route), ...handlers, answer);
      }
      for (const route of routes) app.all(route.path, refuseMethod(route));
    },
    refuse(error, req, res, next) {
      if (res.headersSent) return next(error);
      const { requestId } = requestOf(res);
      const refusal = refusalOf(error, '{"idempotencyKey": "…", "matter": "…"}');
      if (refusal instanceof InternalError) log.error({ requestId, err: error }, 'a request failed');
      res.set(challengeOf(refusal));
      send(res, { status: refusal.status, body: toRestError(formatGatewayError(refusal), requestId) });
    },
  };
}

function choose(route: LoadedRoute): RequestHandler {
  return (req, res, next) => {
    requestOf(res).address = route.path; // The path itself names the organisation.
    if (req.accepts('json') === false)
      return next(new RequestUnreadable('Answers are JSON only.', 'Accept application/json.', 406));
    res.locals.restRoute = route;
    next();
  };
}

/** An address whose last part was left empty must not be taken for another one's. */
function refuseShort(app: Express, { path }: LoadedRoute): void {
  const [, before, name] = /^(.*)\/:(\w+)$/.exec(path) ?? [];
  if (before === undefined || name === undefined) return;
  app.all(before, (_req, res, next) => {
    requestOf(res).address = before;
    next(new AddressTooShort(name, path.replaceAll(/:(\w+)/g, '{$1}')));
  });
}

/** Says which method the address answers; a HEAD is answered as its GET. */
function refuseMethod({ method, path }: LoadedRoute): RequestHandler {
  return (_req, res, next) => {
    requestOf(res).address = path;
    res.set('allow', method);
    next(new RequestUnreadable('This address does not answer this method.', `Send ${method}.`, 405));
  };
}

function send(res: Response, { body, status }: RestAnswer): void {
  res.status(status).json(body);
}

/** Of GraphQL's answer, not of ours. */
const ofTheBody: ReadonlySet<string> = new Set(['content-type', 'content-length']);

/** What a client says about itself stays; how it wants a GraphQL answer is ours to say. */
function headersOf({ headers }: Request): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  map.set('content-type', 'application/json');
  map.set('accept', 'application/json');
  return map;
}
