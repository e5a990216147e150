import { setTimeout as pause } from 'node:timers/promises';
import { recordCacheKey } from '../../subgraphs/cache/record-store.ts';
import type { RecordProcess } from './record-processes.ts';

export interface LoadParts {
  readonly processes: readonly RecordProcess[];
  readonly seed: number;
  readonly workers: number;
  readonly organisations: number;
}

export interface LoadCounts {
  reads: number;
  /** Calls of the department. */
  calls: number;
  changes: number;
  /** Callers that were given an error. */
  errors: number;
  /** Reads that began after a change was told everywhere and showed what was before it. */
  old: number;
  /** Reads that showed another organisation's record. */
  wrong: number;
  /** Longest time of a read beside what its department took, in milliseconds. */
  longestMs: number;
}

export interface Load {
  readonly counts: LoadCounts;
  stop(): Promise<void>;
}

const DEPARTMENT_MS = 5;
/** Longer than a failover: only drops make a record old. */
const FRESH_MS = 60_000;

/** Draws whole numbers below a bound; the same seed draws the same ones. */
export function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Reads, and now and then a change at the department that every process is told of, as the bus does. */
export function startLoad({ organisations, processes, seed, workers }: LoadParts): Load {
  const counts: LoadCounts = { reads: 0, calls: 0, changes: 0, errors: 0, old: 0, wrong: 0, longestMs: 0 };
  const truth = Array.from({ length: organisations }, () => 0);
  const told = Array.from({ length: organisations }, () => 0);
  const keys = truth.map((_, at) => recordCacheKey('load', 'g', `code-${at}`, 'penalties'));
  const stopping = new AbortController();

  async function read(process: RecordProcess, about: number): Promise<void> {
    const atLeast = told[about]!;
    const startedAt = performance.now();
    const { kept } = await process.records.get<{ about: number; edition: number }>(keys[about]!, {
      freshForMs: FRESH_MS,
      keepForMs: 60_000,
      version: 1,
      waitForMs: 1000,
      async load() {
        counts.calls += 1;
        const edition = truth[about]!;
        await pause(DEPARTMENT_MS);
        return { value: { about, edition }, asOfMs: Date.now() };
      },
    });
    counts.reads += 1;
    counts.longestMs = Math.max(counts.longestMs, performance.now() - startedAt - DEPARTMENT_MS);
    if (kept.value.about !== about) counts.wrong += 1;
    if (kept.value.edition < atLeast) counts.old += 1;
  }

  async function change(about: number): Promise<void> {
    const edition = (truth[about]! += 1);
    await Promise.all(processes.map(({ records }) => records.drop([keys[about]!])));
    told[about] = Math.max(told[about]!, edition);
    counts.changes += 1;
  }

  async function work(draw: (below: number) => number): Promise<void> {
    while (!stopping.signal.aborted) {
      const about = draw(organisations);
      try {
        if (draw(50) === 0) await change(about);
        else await read(processes[draw(processes.length)]!, about);
      } catch {
        counts.errors += 1;
      }
      await new Promise(setImmediate); // Sockets and the test have their turn too.
    }
  }
  const working = Array.from({ length: workers }, (_, at) => work(drawing(seed + at)));
  return {
    counts,
    async stop() {
      stopping.abort();
      await Promise.all(working);
    },
  };
}
