import type { ClientRequest } from '../../gateway/client-request.ts';

/** A request of nobody in particular. */
export function requestFor(parts: Partial<ClientRequest> = {}): ClientRequest {
  return {
    requestId: 'test',
    fresh: false,
    caller: null,
    purpose: null,
    levels: [],
    rights: [],
    byGateway: true,
    gone: new AbortController().signal,
    planOnly: false,
    warnings: [],
    ...parts,
  };
}
