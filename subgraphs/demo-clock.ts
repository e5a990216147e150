import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkingDay } from '../schema/working-days.ts';
import type { Connector } from './connector/connector.ts';
import { atLocal, localDay, touches } from './connector/timetable.ts';

const DAY_MS = 86_400_000;
/** From 09:30 to 18:00. */
const WORKING_HOURS_MS = 8.5 * 3_600_000;

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

/**
 * Milliseconds by which the demo's clock is ahead of this machine's. A district that is started again on the same day
 * goes on where its clock would be: what its departments were asked before counts for their rates.
 */
export function demoClockOffset(connectors: readonly Connector[], dataDir: string): number {
  const nowMs = Date.now();
  const startMs = demoClockStart(connectors, nowMs);
  const file = join(dataDir, 'demo-clock.json');
  const kept = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  const goesOn = nowMs + kept >= startMs && nowMs + kept < startMs + WORKING_HOURS_MS;
  const offsetMs = goesOn ? kept : startMs - nowMs;
  writeFileSync(file, String(offsetMs));
  return offsetMs;
}
