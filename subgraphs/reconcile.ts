/**
 * `npm run city-platform -- [--from DAY] [--until DAY]`: how the district's books and the city platform's agree.
 * `npm run city-platform -- --send-again`: what was given up is put on its way again.
 */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { reconcile, sendAgain, type CityEntry } from './city-platform/reconciliation/reconcile.ts';
import { readHostSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import { atLocal } from './connector/timetable.ts';
import { openDatabase } from './database/open-database.ts';
import { cityGraceMs } from './exchange-times.ts';
import { dateOf, dayNumber } from '../schema/local-date.ts';
import { findDemo } from './start-demo.ts';

const { values } = parseArgs({
  options: { from: { type: 'string' }, until: { type: 'string' }, 'send-again': { type: 'boolean', default: false } },
});
const departments = await loadDepartments();
const settings = readHostSettings(
  process.env,
  departments.map(({ name }) => name),
);
const demo = settings.demo && settings.dataDir !== null ? await findDemo(settings.dataDir) : null;
const nowMs = Date.now() + (demo?.clockOffsetMs ?? 0);
const database = await openDatabase(
  { url: settings.databaseUrl, dataDir: settings.dataDir },
  pino({ level: 'warn' }, pino.destination(2)),
);
try {
  if (values['send-again']) console.log(`on their way again: ${await sendAgain(database)}`);
  else await report();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await database.close();
}

async function report(): Promise<void> {
  const { inbound, kinds, missing, rejected } = await reconcile(database, {
    from: beginOf(values.from, 0),
    until: beginOf(values.until, 1),
    answeredBy: new Date(nowMs - cityGraceMs(settings.demo)).toISOString(),
    most: 1000,
  });
  console.table(kinds);
  console.table(inbound);
  for (const entry of rejected) console.log(`rejected ${lineOf(entry)}: ${entry.reason}`);
  for (const entry of missing) console.log(`missing ${lineOf(entry)}: ${entry.errorCode ?? 'no result'}`);
  if (missing.length > 0) process.exitCode = 1;
}

function lineOf({ key, kind, state }: CityEntry): string {
  return `${kind} ${key} (${state})`;
}

/** @throws ArgumentInvalid when it is no day. */
function beginOf(day: string | undefined, later: number): string | null {
  return day === undefined ? null : new Date(atLocal(dateOf(dayNumber(day) + later), '00:00')).toISOString();
}
