import type { Logger } from 'pino';
import { DepartmentError } from '../../schema/errors.ts';
import { localDay } from '../connector/timetable.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import { patience } from '../measures/delivery/failures.ts';
import { repeat } from '../measures/repeating.ts';
import type { PublishedDepartment } from '../double-publicity/sources/published-department.ts';
import type { CreditLists } from '../records/lists/credit-list.ts';
import { takeChanges } from './inbound/take-changes.ts';
import { oweListings } from './outbound/owe-listings.ts';
import { oweMeasures } from './outbound/owe-measures.ts';
import { oweRows } from './outbound/owe-rows.ts';
import { sendBatch } from './outbound/send.ts';
import type { CityPlatform } from './platform.ts';
import { findLost } from './reconciliation/find-lost.ts';

export interface ExchangeParts {
  readonly database: Database;
  readonly platform: CityPlatform;
  readonly clock: Clock;
  readonly log: Logger;
  readonly departments: readonly PublishedDepartment[];
  readonly lists: CreditLists;
  /** How often measures, rows and lists are looked at, and the platform is asked what it has said. */
  readonly everyMs: number;
  /** How long the platform may take for a result. */
  readonly graceMs: number;
}

const sendEveryMs = 1000;
/** Well above what a call may take. */
const leaseMs = 120_000;
/** Lists are gone through as a whole. */
const listsEveryMs = 3_600_000;

/** The exchange with the city platform, for as long as the process runs. Any number of processes may take part in it. */
export function startCityPlatform(parts: ExchangeParts): { stop(): Promise<void> } {
  const { clock, database, departments, everyMs, graceMs, lists, log, platform } = parts;
  const now = () => new Date(clock.now()).toISOString();
  const look = (what: string, every: number, work: () => Promise<boolean>) =>
    repeat({ what: `city platform: ${what}`, everyMs: every, log, work: () => unlessSilent(work, log) });
  const loops = [
    look('sending', sendEveryMs, () => sendBatch({ database, platform, clock, patience, leaseMs })),
    look('measures', everyMs, () => oweMeasures(database, now())),
    look('publication', everyMs, () => oweRows(database, now())),
    look('lists', listsEveryMs, async () => {
      await oweListings(database, { departments, lists, today: localDay(clock.now()) }, now());
      return false;
    }),
    look('answers', everyMs, () => takeChanges({ clock, database, platform })),
    look('receipts', everyMs, () => findLost({ clock, database, platform, graceMs })),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      platform.close();
    },
  };
}

/** A platform that does not answer is asked again later, as with everything else. */
async function unlessSilent(work: () => Promise<boolean>, log: Logger): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DepartmentError)) throw error;
    log.debug({ err: error }, 'the city platform did not answer');
    return false;
  }
}
