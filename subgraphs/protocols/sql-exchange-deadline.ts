import type { Patience } from './sql-exchange-database.ts';

const FAREWELL_MS = 1000;
const GRACE_MS = 1000;

/** How long a goodbye may take. */
export function farewell(patience: Patience): Patience {
  return { ...patience, timeoutMs: FAREWELL_MS };
}

/** Servers stop a statement themselves at `timeoutMs`; only if they do not is the connection cut. */
export function statementPatience(patience: Patience): Patience {
  return { ...patience, timeoutMs: patience.timeoutMs + GRACE_MS };
}

/** A server took longer than it may, or nobody waits for it any more. */
export class Overdue extends Error {
  override readonly name = 'Overdue';
}

/**
 * Waits for one step of a server. When its time is over or the caller gives up, the connection is cut: a statement
 * that hangs would otherwise hold the socket for ever.
 */
export async function inTime<T>(patience: Patience, cut: () => void, step: () => Promise<T>): Promise<T> {
  const { signal, timeoutMs } = patience;
  const { promise: given, reject } = Promise.withResolvers<never>();
  const give = (why: string, cause?: unknown) => {
    cut();
    reject(new Overdue(why, { cause }));
  };
  const stop = () => give('nobody waits any more', signal.reason);
  if (signal.aborted) {
    cut();
    throw new Overdue('nobody waits any more', { cause: signal.reason });
  }
  const timer = setTimeout(give, timeoutMs, `no answer within ${timeoutMs} ms`);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([step(), given]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
