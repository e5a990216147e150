import type { Logger } from 'pino';
import type { Clock } from './connector/protocol.ts';
import type { Database } from './database/database.ts';
import { isListed, publishedSets } from './double-publicity/sources/published-department.ts';
import { sweep } from './double-publicity/sources/sweep.ts';
import { repeat } from './measures/repeating.ts';
import type { Served } from './serve-department.ts';

export interface SweepingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** 0: nobody is asked. */
  readonly hours: number;
}

const lookEveryMs = 30_000;

/** Departments served here that can only be asked have a loop each: one that is slow keeps no other waiting. */
export function startSweeping(served: readonly Served[], { hours, log, ...around }: SweepingParts) {
  const asked = served.filter(({ connected, department }) => {
    return hours > 0 && connected && !isListed(department) && publishedSets(department).length > 0;
  });
  const loops = asked.map(({ department, load }) => {
    const parts = { ...around, department, load, everyMs: hours * 3_600_000 };
    return repeat({ what: `sweep of ${department.name}`, everyMs: lookEveryMs, log, work: () => sweep(parts) });
  });
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
