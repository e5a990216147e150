import type { Logger } from 'pino';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest } from '../client-request.ts';
import { requestOf } from './use-request-id.ts';

const longestName = 100;

/** One line a request: id, operation, duration, status. Never variables, never data. */
export function useRequestLog(log: Logger): Behaviour {
  const operations = new WeakMap<ClientRequest, string>();
  return {
    handler(req, res, next) {
      const startedAt = performance.now();
      // A router further on takes its mount path off while it works.
      const path = req.path.slice(0, longestName);
      const { method } = req;
      res.on('close', () => {
        const request = requestOf(res);
        log.info(
          {
            requestId: request.requestId,
            method,
            path: request.address ?? path,
            operation: operations.get(request),
            status: res.statusCode,
            durationMs: Math.round(performance.now() - startedAt),
            ...(res.writableFinished ? {} : { clientGone: true }),
          },
          'request',
        );
      });
      next();
    },
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation({ contextValue, operationName }) {
            if (operationName != null) operations.set(contextValue.request, operationName.slice(0, longestName));
          },
        };
      },
    },
  };
}
