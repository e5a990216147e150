import type { Logger } from 'pino';
import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import type { Clock } from '../../connector/protocol.ts';
import { localDay } from '../../connector/timetable.ts';
import type { Database } from '../../database/database.ts';
import { carryOut } from './store.ts';

/** Longer than any row of rest days with the days before a deadline on which somebody is reminded. */
const aheadDays = 21;

/** Reminds where it is time, and records promises that are broken; how often it runs does not matter. */
export async function passTimeOverAcceptances(database: Database, clock: Clock): Promise<void> {
  const nowMs = clock.now();
  const today = localDay(nowMs);
  const rows = await database.query<{ acceptance_id: string }>(
    `SELECT acceptance_id FROM acceptances WHERE status = 'ACCEPTED_WITH_GAPS' AND due_on <= $1 ORDER BY due_on`,
    [dateOf(dayNumber(today) + aheadDays)],
  );
  const at = new Date(nowMs).toISOString();
  for (const { acceptance_id } of rows)
    await carryOut(database, acceptance_id, { type: 'passTime', by: 'gateway', at, today }, null);
}

const everyMs = 10 * 60_000;

/** Lets time pass now and every ten minutes until it is stopped. A failure is logged, and made up for the next time. */
export function startPassingTime(database: Database, clock: Clock, log: Logger): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const pass = () => {
    running = running
      .then(() => passTimeOverAcceptances(database, clock))
      .catch((err: unknown) => log.error({ err }, 'deadlines of acceptances could not be looked at'));
  };
  pass();
  const timer = setInterval(pass, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
