/**
 * `npm run publicity -- export --out DIR [--format csv|xlsx|xml] [--day YYYY-MM-DD]`: today's package for the city
 * platform, and every earlier one that is not whole yet.
 * `npm run publicity -- acknowledge --file FILE`: what the city platform said of it.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { dayNumber } from '../schema/local-date.ts';
import { readHostSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import { localDay } from './connector/timetable.ts';
import { openDatabase } from './database/open-database.ts';
import { takeAcknowledgement } from './double-publicity/acknowledgement/take-acknowledgement.ts';
import { fixPackage } from './double-publicity/package/fix-package.ts';
import { packageFormats } from './double-publicity/package/package-file.ts';
import { writePackages, type Manifest } from './double-publicity/package/write-package.ts';
import { loadRepairRules } from './measures/rules/repair-rules.ts';
import { openJudging } from './open-double-publicity.ts';
import { usualPublicity } from './publicity-settings.ts';
import { loadAuthorities } from './register/authorities.ts';
import { findDemo } from './start-demo.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    format: { type: 'string', default: 'csv' },
    day: { type: 'string' },
    file: { type: 'string' },
  },
});
const format = packageFormats.find((one) => one === values.format);
const { day, file, out } = values;
const [command] = positionals;
const isExport = command === 'export' && out !== undefined && format !== undefined && (day === undefined || isDay(day));
if (!isExport && !(command === 'acknowledge' && file !== undefined)) {
  console.error('export --out DIR [--format csv, xlsx or xml] [--day YYYY-MM-DD], or acknowledge --file FILE');
  process.exit(2);
}

const departments = await loadDepartments();
const settings = readHostSettings(
  process.env,
  departments.map(({ name }) => name),
);
const demo = settings.demo && settings.dataDir !== null ? await findDemo(settings.dataDir) : null;
const offsetMs = demo?.clockOffsetMs ?? 0;
const clock = { now: () => Date.now() + offsetMs };
const { publicity: given = usualPublicity } = settings;
const publicity = { ...given, authorityCodes: given.authorityCodes ?? demo?.authorityCodes ?? null };
const database = await openDatabase(
  { url: settings.databaseUrl, dataDir: settings.dataDir },
  pino({ level: 'warn' }, pino.destination(2)),
);
try {
  await (isExport ? exportPackages() : acknowledge());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await database.close();
}

async function exportPackages(): Promise<void> {
  const { files } = settings;
  const judging = openJudging({
    database,
    publicity,
    repairRules: loadRepairRules(files.repairRules ?? undefined),
    authorities: loadAuthorities(settings.authorities ?? undefined),
    workingCalendar: files.workingCalendar,
  });
  const { district } = publicity;
  const wanted = day ?? localDay(clock.now());
  const packageId = await fixPackage({ ...judging, clock, database, departments, district }, wanted, format!);
  const written = await writePackages({ clock, database, out: out! });
  for (const manifest of written) console.log(summaryOf(manifest));
  if (!written.some((manifest) => manifest.package === packageId)) console.log(`${packageId}: was written before`);
}

/**
 * What left, and beside it what did not, so that nobody takes the one for the whole. A package that was settled by an
 * older release, and is written now, does not say why.
 */
function summaryOf({ departments: covered, files, heldBack, heldBackBy, package: id }: Manifest): string {
  const rows = files.map(({ name, rows: count }) => `${name} ${count}`).join(', ');
  const gaps = covered.flatMap(({ answered, asked, department, missing, way, why }) => {
    if (why == null) return [];
    const of = missing.length > 0 ? ` ${missing.join(', ')}` : asked === null ? '' : ` (${answered} of ${asked})`;
    return [`  ${way === 'ASKED' ? 'listed in part' : 'not listed'}: ${department} ${why}${of}`];
  });
  const kept = heldBackBy.map(
    ({ column, count, department, fault }) =>
      `  held back: ${department} ${column === '' ? 'record' : column} ${fault} ${count}`,
  );
  return [`${id}: ${rows}; held back ${heldBack.length}`, ...kept, ...gaps].join('\n');
}

async function acknowledge(): Promise<void> {
  const taken = await takeAcknowledgement(readFileSync(file!), basename(file!), { clock, database });
  const { accepted, problems, rejected, repeated, unanswered } = taken;
  console.log(`accepted ${accepted}, rejected ${rejected}, repeated ${repeated}, without an answer ${unanswered}`);
  for (const { line, problem } of problems) console.error(`line ${line}: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}

function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch {
    return false;
  }
}
