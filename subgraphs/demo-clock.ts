import { isWorkingDay } from '../schema/working-days.ts';
import type { Connector } from './connector/connector.ts';
import { atLocal, localDay, touches } from './connector/timetable.ts';

const DAY_MS = 86_400_000;

/**
 * Where the demo's clock begins: 09:30 of the latest working day, today or before, on whose working hours no
 * department has its maintenance window. Milliseconds since the epoch.
 */
export function demoClockStart(connectors: readonly Connector[], nowMs: number): number {
  const windows = connectors.flatMap(({ maintenance = [] }) => maintenance);
  for (let back = 0; back < 60; back += 1) {
    const day = localDay(nowMs - back * DAY_MS);
    if (isWorkingDay(day).working && !touches(windows, day, '09:30', '18:00')) return atLocal(day, '09:30');
  }
  throw new RangeError('no working day without maintenance in the last 60 days');
}
