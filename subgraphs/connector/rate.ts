import { setTimeout as wait } from 'node:timers/promises';
import { DepartmentBusy } from '../../schema/errors.ts';
import type { Rate } from './connector.ts';
import type { Clock } from './protocol.ts';
import type { RateLedger } from './rate-ledger.ts';

export interface RateParts {
  readonly department: string;
  readonly rates: readonly Rate[];
  readonly ledger: RateLedger;
  readonly clock: Clock;
  /** How long a call may wait for its turn before it is refused as busy, in milliseconds. */
  readonly waitMs: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** Resolves when the next call may start; throws DepartmentBusy when that would be too late. First come, first served. */
export type TakeTurn = () => Promise<void>;

interface Waiting {
  resolve(startMs: number): void;
  reject(error: Error): void;
}

/** Turns asked for in the same tick are reserved together, in one transaction. */
export function createRate({ department, rates, ledger, clock, waitMs, sleep = wait }: RateParts): TakeTurn {
  let queue: Waiting[] = [];

  async function reserve(waiting: readonly Waiting[]): Promise<void> {
    try {
      const nowMs = clock.now();
      const { startsMs, retryAtMs } = await ledger.reserve(department, rates, waiting.length, nowMs, nowMs + waitMs);
      const retryAt = new Date(retryAtMs ?? nowMs).toISOString();
      waiting.forEach((one, at) =>
        at < startsMs.length ? one.resolve(startsMs[at]!) : one.reject(new DepartmentBusy({ department, retryAt })),
      );
    } catch (error) {
      // Without the ledger nobody can say that the rate is kept, so nothing is sent.
      for (const one of waiting) one.reject(new DepartmentBusy({ department }, error));
    }
  }

  return async () => {
    if (rates.length === 0) return;
    const startMs = await new Promise<number>((resolve, reject) => {
      queue.push({ resolve, reject });
      if (queue.length === 1) {
        setImmediate(() => {
          const waiting = queue;
          queue = [];
          void reserve(waiting);
        });
      }
    });
    const aheadMs = startMs - clock.now();
    if (aheadMs > 0) await sleep(aheadMs);
  };
}
