import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest } from '../client-request.ts';
import { clientKey } from '../limits/client-key.ts';
import { requestOf } from './use-request-id.ts';

export interface Clients {
  /** For whom rates and budgets of a request are counted. */
  of(request: ClientRequest): string;
  /** Says it of a request that comes past the behaviour. */
  note(request: ClientRequest, client: string): void;
  readonly behaviour: Behaviour;
}

/** Who is counted as one client. After the caller is known. */
export function createClients(): Clients {
  const keys = new WeakMap<ClientRequest, string>();
  return {
    of: (request) => keys.get(request) ?? clientKey(request.caller, ''),
    note: (request, client) => void keys.set(request, client),
    behaviour: {
      handler(req, res, next) {
        const request = requestOf(res);
        keys.set(request, clientKey(request.caller, req.ip ?? ''));
        next();
      },
    },
  };
}
