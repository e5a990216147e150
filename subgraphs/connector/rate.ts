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
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Turns are of batches, which have this share of each rate together; absent: of interactive queries. */
  readonly share?: number;
}

/**
 * Resolves when the next call may start; throws DepartmentBusy when that would be after the deadline (milliseconds of
 * the clock). First come, first served.
 */
export type TakeTurn = (deadlineMs: number) => Promise<void>;

const DAY_MS = 86_400_000;
const PER_MS = { second: 1000, minute: 60_000, day: 0 } as const;

/** How far apart calls are that never exceed these rates, in milliseconds. */
export function callsApartMs(rates: readonly Rate[]): number {
  return Math.max(0, ...rates.map(({ calls, per }) => (PER_MS[per] || DAY_MS) / calls));
}

interface Waiting {
  readonly deadlineMs: number;
  resolve(startMs: number): void;
  reject(error: Error): void;
}

/** Turns asked for in the same tick are reserved together, in one transaction. */
export function createRate({ department, rates, ledger, clock, share, sleep = wait }: RateParts): TakeTurn {
  let queue: Waiting[] = [];
  // Known to be taken up to here: who cannot wait so long need not ask the ledger.
  let takenUntilMs = 0;
  let refused = 0;
  const apartMs = Math.max(0, ...rates.map(({ calls, per }) => PER_MS[per] / (calls * (share ?? 1))));

  /** Who is refused later is sent back later: they would otherwise all return at once, to be refused again. */
  function busy(): DepartmentBusy {
    const retryAt = new Date(takenUntilMs + refused * apartMs).toISOString();
    refused += 1;
    return new DepartmentBusy({ department, retryAt });
  }

  function takenUntil(ms: number): void {
    if (ms > takenUntilMs) refused = 0;
    takenUntilMs = Math.max(takenUntilMs, ms);
  }

  async function reserve(waiting: readonly Waiting[]): Promise<void> {
    try {
      const nowMs = clock.now();
      // What does not wait starts now, which is a little after it was wanted.
      const untilOf = ({ deadlineMs }: Waiting) => (share === undefined ? deadlineMs : Math.max(deadlineMs, nowMs));
      const untilMs = Math.max(...waiting.map(untilOf));
      const { startsMs, retryAtMs } = await ledger.reserve(department, rates, {
        count: waiting.length,
        nowMs,
        untilMs,
        ...(share === undefined ? {} : { share }),
      });
      takenUntil(retryAtMs ?? 0);
      for (const [at, one] of waiting.entries()) {
        const startMs = startsMs[at];
        if (startMs !== undefined && startMs <= untilOf(one)) one.resolve(startMs);
        else one.reject(busy());
      }
    } catch (error) {
      // Without the ledger nobody can say that the rate is kept, so nothing is sent.
      for (const one of waiting) one.reject(new DepartmentBusy({ department }, error));
    }
  }

  function enqueue(one: Waiting): void {
    queue.push(one);
    if (queue.length > 1) return;
    setImmediate(() => {
      const waiting = queue;
      queue = [];
      void reserve(waiting);
    });
  }

  return async (deadlineMs) => {
    if (rates.length === 0) return;
    if (deadlineMs < takenUntilMs) throw busy();
    const startMs = await new Promise<number>((resolve, reject) => enqueue({ deadlineMs, resolve, reject }));
    const aheadMs = startMs - clock.now();
    if (aheadMs > 0) await sleep(aheadMs);
  };
}
