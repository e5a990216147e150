/** `npm run queues -- --department court`: what waits for the department's operator, one JSON line a row. */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { readHostSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import { openDatabase } from './database/open-database.ts';
import { readQueues } from './deliveries/read-queues.ts';

const { values } = parseArgs({ options: { department: { type: 'string' } } });
const names = (await loadDepartments()).map(({ name }) => name);
if (values.department === undefined || !names.includes(values.department)) {
  console.error(`--department is one of ${names.join(', ')}`);
  process.exit(2);
}
const settings = readHostSettings(process.env, names);
const database = await openDatabase(
  { url: settings.databaseUrl, dataDir: settings.dataDir },
  pino({ level: 'warn' }, pino.destination(2)),
);
for (const row of await readQueues(database, values.department)) console.log(JSON.stringify(row));
await database.close();
