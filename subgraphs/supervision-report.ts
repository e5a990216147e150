/** `npm run supervision-report -- --month 2026-06 --out FOLDER`: follow-up of a month, as XLSX and HTML. */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { loadWorkingCalendar } from '../schema/working-days.ts';
import { readHostSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import { localDay } from './connector/timetable.ts';
import { openDatabase } from './database/open-database.ts';
import { loadDeadlines } from './measures/rules/deadlines.ts';
import { openTables } from './open-tables.ts';
import { writeReport } from './supervision/report/write-report.ts';

const { values } = parseArgs({
  options: { month: { type: 'string' }, period: { type: 'string' }, out: { type: 'string' } },
});
const of = values.month ?? values.period;
if (of === undefined || values.out === undefined || (values.month !== undefined && !/^\d{4}-\d{2}$/.test(of))) {
  console.error('--month 2026-06 (or --period 2026, 2026-Q2) and --out FOLDER');
  process.exit(2);
}
const departments = await loadDepartments();
const { dataDir, databaseUrl, files } = readHostSettings(
  process.env,
  departments.map(({ name }) => name),
);
const database = await openDatabase({ url: databaseUrl, dataDir }, pino({ level: 'warn' }, pino.destination(2)));
const { measureDeadlines, workingCalendar } = files;
const reckoning = {
  deadlines: loadDeadlines(measureDeadlines ?? undefined),
  ...(workingCalendar === null ? {} : { calendar: loadWorkingCalendar(workingCalendar) }),
};
try {
  const today = localDay(Date.now());
  const tables = openTables(departments);
  for (const file of await writeReport(of, { queries: database, reckoning, tables, today, folder: values.out }))
    console.log(file);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.close();
}
