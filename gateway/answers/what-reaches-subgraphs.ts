import type { ClientRequest } from '../client-request.ts';

/** Why a property of a request may be left out of the key, or that it is in it. */
export type Standing = 'in the key' | { readonly irrelevant: string };

/**
 * Everything of a request that a subgraph can see, or that decides what it is asked. A property that is new does not
 * compile until it is judged here, and a test watches what really goes out.
 */
export const propertiesOfRequests = {
  caller: 'in the key',
  purpose: 'in the key',
  levels: 'in the key',
  rights: 'in the key',
  byGateway: { irrelevant: 'is true of every gateway' },
  requestId: { irrelevant: 'names the request in logs, never in data' },
  fresh: { irrelevant: 'what asks for now is not answered from what is kept' },
  inBatch: { irrelevant: 'decides who waits for a department, never what it says' },
  gone: { irrelevant: 'ends an execution; what was ended is not kept' },
  planOnly: { irrelevant: 'asks nobody, and does not come over HTTP' },
  warnings: { irrelevant: 'is written by sources; answers with warnings are not kept' },
  overBudget: { irrelevant: 'is spent before a kept answer is given; answers with silent sections are not kept' },
  address: { irrelevant: 'is for the request log' },
  forNobody: { irrelevant: 'the answer is compared and given to nobody' },
} as const satisfies Record<keyof ClientRequest, Standing>;

/** Headers that a remote subgraph is sent. */
export const headersSent: Readonly<Record<string, Standing>> = {
  'x-gateway-asking': 'in the key', // caller, purpose, levels and rights
  'x-gateway-time': { irrelevant: 'proves that the request is of now' },
  'x-gateway-nonce': { irrelevant: 'proves that it comes once' },
  'x-gateway-signature': { irrelevant: 'proves the others' },
  'x-request-id': propertiesOfRequests.requestId,
  'cache-control': propertiesOfRequests.fresh,
  'x-in-batch': propertiesOfRequests.inBatch,
  'content-type': { irrelevant: 'is always JSON' },
  accept: { irrelevant: 'is always JSON' },
  'accept-encoding': { irrelevant: 'is about the wire' },
  'content-length': { irrelevant: 'is about the wire' },
  'user-agent': { irrelevant: 'names the HTTP client of this gateway' },
  host: { irrelevant: 'names the subgraph itself' },
  connection: { irrelevant: 'is about the wire' },
};
