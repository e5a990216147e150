/** `npm run screening-results -- --job ID --format csv|xlsx --out FILE`: the results of a batch, as far as it has come. */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { readHostSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import { openDatabase } from './database/open-database.ts';
import { findScreening } from './eligibility/screening/read.ts';
import { resultRows } from './eligibility/screening/result-table.ts';
import { resultFormats, writeResults } from './eligibility/screening/write-results.ts';

const { values } = parseArgs({
  options: { job: { type: 'string' }, format: { type: 'string', default: 'csv' }, out: { type: 'string' } },
});
const format = resultFormats.find((one) => one === values.format);
if (values.job === undefined || values.out === undefined || format === undefined) {
  console.error('--job ID --out FILE, and --format csv or xlsx');
  process.exit(2);
}
const names = (await loadDepartments()).map(({ name }) => name);
const settings = readHostSettings(process.env, names);
const database = await openDatabase(
  { url: settings.databaseUrl, dataDir: settings.dataDir },
  pino({ level: 'warn' }, pino.destination(2)),
);
const found = await findScreening(database, values.job);
if (found === null) console.error(`there is no batch ${values.job}`);
else {
  await writeResults(resultRows(database, found), format, values.out);
  console.log(`${values.out}: ${found.done} of ${found.of} decided, ${found.failed} failed, ${found.state}`);
}
await database.close();
process.exitCode = found === null ? 1 : 0;
