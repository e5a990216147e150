import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createCityPlatform, type CityPlatformStandIn } from '../demo/city-platform.ts';
import { createRandom } from '../demo/random.ts';
import { reconcile } from '../subgraphs/city-platform/reconciliation/reconcile.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import type { CityProcessSettings } from './support/city-process.ts';
import { quiet } from './support/database.ts';
import { isLong, proofSeed, tell } from './support/measures-proof.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const kills = Number(process.env['PROOF_KILLS'] ?? (isLong ? 60 : 1));
/** Well more than are sent before the last kill. */
const rows = (kills + 2) * 150;
const longestLifeMs = 4000;
const folder = temporaryFolder();
afterAll(() => folder.remove());
const dataDir = join(folder.path, 'var');
const keyOf = (at: number) => `510904_20260706:PENALTY:${at + 1}`;

async function over<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ url: null, dataDir }, quiet);
  return work(database).finally(() => database.close());
}

/** A package that was settled, with so many rows. */
const settle = () =>
  over(async (database) => {
    await database.query(
      `INSERT INTO publicity_packages (package_id, day, format, remarks, fixed_at) VALUES ('510904_20260706', '2026-07-06', 'csv', '{}', now())`,
    );
    await database.query(
      `INSERT INTO publicity_rows (package_id, part, position, department, record_id, credit_code, cells, digest, document)
       SELECT '510904_20260706', 'PENALTY', n, 'market-regulation', 'record-' || n, '91510904MAXXXX015M', '[]', n::text, n::text
       FROM generate_series(1, $1) AS n`,
      [rows],
    );
  });

/** Nobody waits until the lease of a process that died is over: it is over when the next one comes. */
const letLeasesPass = () =>
  over((database) => database.query(`UPDATE city_messages SET claimed_until = now() WHERE claimed_until IS NOT NULL`));

interface City {
  readonly standIn: CityPlatformStandIn;
  readonly settings: CityProcessSettings;
  /** Called with each message as it is taken, before anybody is told that it was. */
  onTaken: () => void;
}

async function openCity(): Promise<City> {
  const faultOf = () => (city.onTaken(), null);
  const standIn = await createCityPlatform({ today: () => '2026-07-07', faultOf });
  const { appKey = '', secret = '', url = '' } = standIn.settings;
  const city: City = { standIn, settings: { dataDir, platform: { appKey, secret, url } }, onTaken: () => {} };
  return city;
}

async function push({ settings }: City): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, ['test/support/city-process.ts', JSON.stringify(settings)], {
    cwd: join(import.meta.dirname, '..'),
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return { child, ended };
}

/** Kills it by turns as the platform takes a message from it, and at any moment. */
async function killAtRandom(city: City): Promise<void> {
  const random = createRandom(proofSeed, 'city killer');
  for (let kill = 0; kill < kills; kill += 1) {
    await letLeasesPass();
    const { child, ended } = await push(city);
    let left = random.whole(1, 120);
    if (kill % 2 === 0) city.onTaken = () => void ((left -= 1) === 0 && child.kill('SIGKILL'));
    await Promise.race([ended, pause(kill % 2 === 0 ? 60_000 : random.next() * longestLifeMs)]);
    child.kill('SIGKILL');
    await ended;
    city.onTaken = () => {};
  }
}

test(
  `a push that is killed ${kills} times has every row at the city platform once, and its result here`,
  async () => {
    mkdirSync(dataDir);
    await settle();
    const city = await openCity();
    try {
      await killAtRandom(city);
      const before = city.standIn.held().length;
      expect(before).toBeLessThan(rows);
      await letLeasesPass();
      const { child, ended } = await push(city);
      const waiting = `SELECT 1 FROM publicity_rows WHERE state = 'SENT' LIMIT 1`;
      await until(() => over(async (database) => (await database.query(waiting)).length === 0), 120_000);
      child.kill('SIGKILL');
      await ended;

      const held = city.standIn.held().map(({ key }) => key);
      const repeated = city.standIn.repeated();
      tell({ proof: 'city push killed', seed: proofSeed, kills, rows, before, repeated });
      expect(held.toSorted()).toEqual(Array.from({ length: rows }, (_, at) => keyOf(at)).toSorted());
      // What the platform had taken and nobody had noted was sent again, and is one message there.
      expect(repeated).toBeGreaterThan(0);
      const day = { from: null, until: null, answeredBy: new Date().toISOString(), most: 10 };
      const { kinds, missing, rejected } = await over((database) => reconcile(database, day));
      expect(kinds).toMatchObject([{ kind: 'PENALTY', owed: rows, accepted: rows, rejected: 0 }]);
      expect([missing, rejected]).toEqual([[], []]);
      const states = await over((database) =>
        database.query('SELECT state, count(*)::int AS count FROM publicity_rows GROUP BY state'),
      );
      expect(states).toEqual([{ state: 'ACCEPTED', count: rows }]);
    } finally {
      await city.standIn.close();
    }
  },
  isLong ? undefined : Math.max(240_000, kills * 60_000),
);
