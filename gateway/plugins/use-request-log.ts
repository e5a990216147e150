import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest } from '../client-request.ts';
import { requestOf } from './use-request-id.ts';

const longestName = 100;

const operations = new WeakMap<ClientRequest, string>();

/** Of its operation, as far as it has come; undefined: it has none. */
export function operationNameOf(request: ClientRequest): string | undefined {
  return operations.get(request);
}

/** One line a request: id, operation, duration, status. Never variables, never data. */
export function useRequestLog(log: Logger): Behaviour {
  return {
    handler(req, res, next) {
      const startedAt = performance.now();
      // A router further on takes its mount path off while it works.
      const path = req.path.slice(0, longestName);
      const { method } = req;
      res.on('close', () => {
        const request = requestOf(res);
        logRequest(log, { request, method, path, operation: operationNameOf(request), res, startedAt });
      });
      next();
    },
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation({ contextValue, operationName }) {
            if (operationName != null) operations.set(contextValue.request, operationName);
          },
        };
      },
    },
  };
}

export interface LoggedRequest {
  readonly request: Pick<ClientRequest, 'requestId' | 'address'>;
  readonly method: string;
  readonly path: string;
  /** Its name. */
  readonly operation: string | undefined;
  readonly res: ServerResponse;
  /** By performance.now(). */
  readonly startedAt: number;
}

/** Once the response has ended, or its client has gone. */
export function logRequest(log: Logger, { method, operation, path, request, res, startedAt }: LoggedRequest): void {
  log.info(
    {
      requestId: request.requestId,
      method,
      path: request.address ?? path,
      operation: operation?.slice(0, longestName),
      status: res.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
      ...(res.writableFinished ? {} : { clientGone: true }),
    },
    'request',
  );
}
