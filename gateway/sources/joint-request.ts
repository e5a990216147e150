import type { ClientRequest } from '../client-request.ts';
import type { Answer, Fetch } from './backend.ts';

/** A fetch for which somebody waits. */
export interface Waiting {
  readonly fetch: Fetch;
  readonly request: ClientRequest;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** Names in a joint id; the log of each gateway has them all. */
const mostIds = 8;

/**
 * Asks for several at once. A client that goes away is no longer waited for, and ends the asking only when nobody else
 * waits. What fails, fails for all.
 */
export async function withJointRequest(
  group: readonly Waiting[],
  ask: (request: ClientRequest) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const gone = new Set<Waiting>();
  const leave = (waiting: Waiting) => {
    const { reason } = waiting.request.gone as { reason: unknown };
    gone.add(waiting);
    waiting.reject(reason);
    if (gone.size === group.length) ending.abort(reason);
  };
  const leaving = group.map((waiting) => ({ signal: waiting.request.gone, act: () => leave(waiting) }));
  for (const { act, signal } of leaving) {
    if (signal.aborted) act();
    else signal.addEventListener('abort', act, { once: true });
  }
  try {
    if (!ending.signal.aborted) await ask(jointly(group, ending.signal));
  } catch (error) {
    for (const waiting of group) waiting.reject(error);
  } finally {
    for (const { act, signal } of leaving) signal.removeEventListener('abort', act);
  }
}

/** What all of them have in common; a group is made of nothing else. */
function jointly(group: readonly Waiting[], gone: AbortSignal): ClientRequest {
  const requests = [...new Set(group.map(({ request }) => request))];
  const [first] = requests as [ClientRequest];
  const ids = requests.slice(0, mostIds).map(({ requestId }) => requestId);
  const { byGateway, caller, fresh, inBatch, levels, purpose, rights } = first;
  return {
    requestId: ids.join(','),
    fresh,
    ...(inBatch === undefined ? {} : { inBatch }),
    caller,
    purpose,
    levels,
    rights,
    byGateway,
    gone,
    planOnly: false,
    warnings: [],
  };
}
