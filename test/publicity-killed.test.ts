import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { createRandom } from '../demo/random.ts';
import { dateOf, dayNumber } from '../schema/local-date.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { Manifest } from '../subgraphs/double-publicity/package/write-package.ts';
import { quiet } from './support/database.ts';
import { isLong, proofSeed, tell } from './support/measures-proof.ts';
import { deliverMore, fillRegister, licence, penalty, publicity, today } from './support/publicity.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const kills = Number(process.env['PROOF_KILLS'] ?? (isLong ? 60 : 1));
const rowsADay = 600;
const folder = temporaryFolder();
afterAll(() => folder.remove());
const dataDir = join(folder.path, 'var');
const out = join(folder.path, 'packages');
const dayOf = (number: number) => dateOf(dayNumber(today) + number);
const idOf = (day: string) => `510904_${day.replaceAll('-', '')}`;
const numberOf = (day: number, row: number) => String(day * rowsADay + row + 1);

/** What the market regulator has decided by that day comes in. */
async function deliverOn(day: number): Promise<void> {
  const database = await openDatabase({ url: null, dataDir }, quiet);
  if (day === 0) await fillRegister(database);
  await deliverMore(
    database,
    Array.from({ length: rowsADay }, (_, row) => (row % 3 === 0 ? licence : penalty)(numberOf(day, row))),
  );
  await database.close();
}

function exportOn(day: string): { readonly child: ChildProcess; readonly ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['subgraphs/publish.ts', 'export', '--out', out, '--day', day], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDir,
      AUTHORITY_CODES: publicity.authorityCodes,
      DEMO: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

/** Kills it as it changes something in its package for that time; false: it ended before. */
async function killWriting(day: string, change: number): Promise<boolean> {
  const place = join(out, idOf(day));
  mkdirSync(place, { recursive: true });
  let changes = 0;
  const watcher = watch(place, () => {
    if ((changes += 1) === change) child.kill('SIGKILL');
  });
  const { child, ended } = exportOn(day);
  await ended;
  watcher.close();
  return child.signalCode === 'SIGKILL';
}

/** Kills it some time after it was started, whatever it does then. */
async function killAfter(day: string, ms: number): Promise<boolean> {
  const { child, ended } = exportOn(day);
  await Promise.race([ended, pause(ms)]);
  child.kill('SIGKILL');
  await ended;
  return child.signalCode === 'SIGKILL';
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Documents in a package, by a reader that knows nothing of its writer; fails where it is not whole. */
function documentsOf(day: string): string[] {
  const place = join(out, idOf(day));
  const text = readFileSync(join(place, 'manifest.json'));
  expect(readFileSync(join(place, 'manifest.json.sha256'), 'utf8')).toBe(`${sha256(text)}  manifest.json\n`);
  const { files } = JSON.parse(text.toString()) as Manifest;
  expect(readdirSync(place).sort()).toEqual(
    [...files.map(({ name }) => name), 'manifest.json', 'manifest.json.sha256'].sort(),
  );
  return files.flatMap(({ bytes, name, rows, sha256: digest }) => {
    const read = readFileSync(join(place, name));
    expect([name, read.length, sha256(read)]).toEqual([name, bytes, digest]);
    const [header, ...lines] = parse(read, { bom: true });
    expect(lines).toHaveLength(rows);
    return lines.map((line) => line[header!.findIndex((column) => column.endsWith('_WSH'))]!);
  });
}

/** Kills it at a random moment of each of so many days, every other while it writes. @returns days, and how it was found. */
async function killAtRandom(fullMs: number) {
  const random = createRandom(proofSeed, 'publicity killer');
  const found = { killed: 0, halfWritten: 0, day: 0 };
  while (found.killed < kills) {
    found.day += 1;
    const day = dayOf(found.day);
    await deliverOn(found.day);
    const isKilled =
      found.killed % 2 === 0
        ? await killWriting(day, random.whole(1, found.killed === 0 ? 8 : 16)) // the first one for sure amid a package
        : await killAfter(day, random.next() * fullMs);
    if (!isKilled) continue;
    found.killed += 1;
    const place = join(out, idOf(day));
    // The note of what is whole comes last: what a killed process leaves has none, or all of it is there.
    if (existsSync(join(place, 'manifest.json'))) documentsOf(day);
    else if (existsSync(place) && readdirSync(place).length > 0) found.halfWritten += 1;
  }
  return found;
}

test(
  `an export that is killed ${kills} times has lost nothing and said nothing twice, and every package becomes whole`,
  async () => {
    mkdirSync(dataDir);
    await deliverOn(0);
    const startedAt = performance.now();
    expect(await exportOn(dayOf(0)).ended).toBe(0);
    const { day: last, halfWritten, killed } = await killAtRandom(performance.now() - startedAt);
    tell({ proof: 'publicity killed', seed: proofSeed, kills: killed, halfWritten, days: last });
    expect(halfWritten).toBeGreaterThan(0);
    const { child, ended } = exportOn(dayOf(last + 1));
    const said = child.stdout!.toArray();
    expect(await ended).toBe(0);
    expect(Buffer.concat(await said).toString()).toContain(`${idOf(dayOf(last + 1))}: `);

    const days = readdirSync(out).sort();
    expect(days).toContain(idOf(dayOf(last + 1)));
    const left = Array.from({ length: last + 2 }, (_, day) => dayOf(day))
      .filter((day) => days.includes(idOf(day)))
      .flatMap(documentsOf);
    const expected = Array.from({ length: (last + 1) * rowsADay }, (_, at) => {
      const number = at + 1;
      return `安市监${((number - 1) % rowsADay) % 3 === 0 ? '许' : '罚'}〔2026〕${number}号`;
    });
    expect(left.toSorted()).toEqual(expected.toSorted());
    const database = await openDatabase({ url: null, dataDir }, quiet);
    const open = await database.query('SELECT package_id FROM publicity_packages WHERE written_at IS NULL');
    const rows = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM publicity_rows');
    await database.close();
    expect([open, rows]).toEqual([[], [{ count: expected.length }]]);
  },
  isLong ? undefined : Math.max(240_000, kills * 60_000),
);
