import type { Answer, Backend } from './backend.ts';
import { commonOf, joinFetches, sizeOf } from './join-fetches.ts';
import { withJointRequest, type Waiting } from './joint-request.ts';

/**
 * Asks once for what several requests ask in one turn of the event loop. Only requests of one scope are put together:
 * everything that reaches the subgraph is the same for them. Each is given only its own part of the answer, and must
 * not write into it. No call is about more than `most`, unless one client asks about so many.
 */
export function createJoinedBackend(backend: Backend, most: number): Backend {
  let groups = new Map<string, Waiting[]>();
  const flush = () => {
    const now = groups;
    groups = new Map();
    for (const group of now.values()) for (const part of partsOf(group, most)) void askFor(part, backend);
  };
  return {
    checked: backend.checked,
    scopeOf: backend.scopeOf,
    execute(fetch, request) {
      if (fetch.asks === 'mutation') return backend.execute(fetch, request);
      if (groups.size === 0) setImmediate(flush);
      const { promise, reject, resolve } = Promise.withResolvers<Answer>();
      const key = `${backend.scopeOf(request)}\n${commonOf(fetch)}`;
      const waiting: Waiting = { fetch, request, resolve, reject };
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [waiting]);
      else group.push(waiting);
      return promise;
    },
    close: () => backend.close(),
  };
}

function partsOf(group: readonly Waiting[], most: number): Waiting[][] {
  const parts: Waiting[][] = [[]];
  let room = most;
  for (const waiting of group) {
    const size = sizeOf(waiting.fetch, most);
    if (size > room && parts.at(-1)!.length > 0) {
      parts.push([]);
      room = most;
    }
    room -= size;
    parts.at(-1)!.push(waiting);
  }
  return parts;
}

async function askFor(group: readonly Waiting[], backend: Backend): Promise<void> {
  const [first] = group as [Waiting];
  if (group.length === 1) {
    try {
      first.resolve(await backend.execute(first.fetch, first.request));
    } catch (error) {
      first.reject(error);
    }
    return;
  }
  await withJointRequest(group, async (request) => {
    const joined = joinFetches(group.map(({ fetch }) => fetch));
    const answer = await backend.execute(joined.fetch, request);
    const parts = joined.partsOf(answer);
    for (const [index, waiting] of group.entries()) waiting.resolve(parts[index]!);
  });
}
