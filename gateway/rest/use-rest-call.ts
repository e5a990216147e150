import type { Response } from 'express';
import type { Behaviour } from '../behaviour.ts';
import type { LoadedRoute } from './load-routes.ts';
import { readVariables } from './read-call.ts';

/**
 * Puts the trusted document of a plain call and its variables in the place of its body, so that limits, rights,
 * purposes and everything else see the GraphQL request that it stands for.
 */
export function useRestCall(): Behaviour {
  return {
    handler(req, res, next) {
      const route = routeOf(res);
      if (route === undefined) return next();
      const variables = readVariables(route, req);
      req.body = { query: route.text, operationName: route.operationName, variables };
      req.method = 'POST'; // A GET of GraphQL carries its document in the address.
      next();
    },
  };
}

/** The route of a plain call; undefined: the request is none. */
export function routeOf(res: Response): LoadedRoute | undefined {
  return res.locals.restRoute as LoadedRoute | undefined;
}
