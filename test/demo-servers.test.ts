import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { createDistrict } from '../demo/create-district.ts';
import type { CreateStandIn, Mode, StandIn } from '../demo/district.ts';
import { readServers, type Servers } from '../demo/servers.ts';
import { createStandIn as createHumanResources } from '../demo/stand-ins/human-resources/stand-in.ts';
import { createStandIn as createMarketRegulation } from '../demo/stand-ins/market-regulation/stand-in.ts';
import type { Connector } from '../subgraphs/connector/connector.ts';
import humanResources from '../subgraphs/departments/human-resources/connector.ts';
import marketRegulation from '../subgraphs/departments/market-regulation/connector.ts';
import { mariadb } from './support/mariadb.ts';
import { deliveryOf, lookAt, now } from './support/mirror.ts';
import { postgres } from './support/postgres.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

interface Place {
  readonly connector: Connector;
  readonly create: CreateStandIn;
  readonly servers: Servers;
  readonly maintenance: string;
  /** Names of the databases that the server has. */
  readonly databases: () => Promise<string[]>;
}

const none: Servers = { postgres: null, mariadb: null };
const onPostgres: Place = {
  connector: marketRegulation,
  create: createMarketRegulation,
  servers: { ...none, postgres: postgres.url },
  maintenance: '2026-06-28T12:00:00+08:00',
  databases: postgresDatabases,
};
const onMariadb: Place = {
  connector: humanResources,
  create: createHumanResources,
  servers: { ...none, mariadb: mariadb.url },
  maintenance: '2026-07-01T07:59:00+08:00',
  databases: mariadbDatabases,
};

async function postgresDatabases(): Promise<string[]> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
  await client.end();
  return rows.map(({ datname }) => datname);
}

async function mariadbDatabases(): Promise<string[]> {
  const client = await mysql.createConnection(mariadb.url);
  const [rows] = await client.query<mysql.RowDataPacket[]>(
    'SELECT schema_name AS name FROM information_schema.schemata',
  );
  await client.end();
  return rows.map((row) => String(row['name']));
}

function databaseOf({ settings }: Pick<StandIn, 'settings'>): string {
  return new URL(settings['url']!).pathname.slice(1);
}

function standsOn({ connector, create, servers, maintenance, databases }: Place): void {
  const folder = temporaryFolder();
  const start = (on?: Servers) =>
    create(
      createDistrict({
        clock: { now: () => clockMs },
        seed: 7,
        folder: folder.path,
        ...(on === undefined ? {} : { servers: on }),
      }),
    );
  let clockMs = now;
  let standIn: StandIn;
  const lookBy = (one: StandIn, timeoutMs = 5000) => lookAt(connector, one.settings, { nowMs: clockMs, timeoutMs });
  const look = (timeoutMs?: number) => lookBy(standIn, timeoutMs);
  beforeAll(async () => {
    standIn = await start(servers);
  });
  afterEach(async () => {
    clockMs = now;
    await standIn.setMode('normal');
  });
  afterAll(async () => {
    await standIn.close();
    folder.remove();
  });

  test('holds what its stand-in would hold, in a database of the demo’s own', async () => {
    const embedded = await start();
    const [actual, wanted] = [await look(), await lookBy(embedded)];
    await embedded.close();
    for (const recordSet of Object.keys(connector.recordSets))
      expect(deliveryOf(actual, recordSet).rows).toEqual(deliveryOf(wanted, recordSet).rows);
    expect(databaseOf(standIn)).toMatch(/^demo_only_/);
    expect(await databases()).toContain(databaseOf(standIn));
  });

  test('counts the connections', async () => {
    const before = standIn.calls();
    await look();
    expect(standIn.calls()).toBe(before + 1);
  });

  test.each<[Mode, string]>([
    ['slow', 'DEPARTMENT_UNAVAILABLE'],
    ['failing', 'DEPARTMENT_BUSY'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ])('%s gives %s, and answers again once it is normal', async (mode, code) => {
    await standIn.setMode(mode);
    await expect(look(300)).rejects.toMatchObject({ code });
    await standIn.setMode('normal');
    expect((await look()).deliveries).toHaveLength(Object.keys(connector.recordSets).length);
  });

  test('is shut in its maintenance', async () => {
    clockMs = Date.parse(maintenance);
    await expect(look()).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test('goes with its stand-in, also while somebody reads it', async () => {
    const further = await start(servers);
    await lookBy(further);
    await further.close();
    expect(await databases()).not.toContain(databaseOf(further));
    expect(await databases()).toContain(databaseOf(standIn));
  });
}

test.each([
  ['DEMO_POSTGRES_URL', createMarketRegulation, { ...none, postgres: 'postgres://demo:secret@127.0.0.1:1' }],
  ['DEMO_MARIADB_URL', createHumanResources, { ...none, mariadb: 'mysql://demo:secret@127.0.0.1:1' }],
])('%s that nobody listens at is named where the demo does not start', async (setting, create, servers) => {
  const folder = temporaryFolder();
  const starting = create(createDistrict({ clock: { now: () => now }, seed: 7, folder: folder.path, servers }));
  await expect(starting).rejects.toThrow(`the server of ${setting} cannot be used: connect ECONNREFUSED`);
  folder.remove();
});

postgres.describe('an exchange database on a real PostgreSQL', () => standsOn(onPostgres));

mariadb.describe('an exchange database on a real MariaDB', () => {
  standsOn(onMariadb);

  test('registers its batches as the nights go by', async () => {
    const folder = temporaryFolder();
    let clockMs = now;
    const clock = { now: () => clockMs };
    const standIn = await createHumanResources(
      createDistrict({ clock, seed: 7, folder: folder.path, servers: onMariadb.servers }),
    );
    const asOf = async () => {
      const collected = await lookAt(humanResources, standIn.settings, { nowMs: clockMs });
      return new Date(deliveryOf(collected, 'units').asOfMs).toISOString().slice(0, 10);
    };
    const first = await asOf();
    clockMs += 3 * 86_400_000;
    const [later, again] = await Promise.all([asOf(), asOf()]);
    await standIn.close();
    folder.remove();
    expect([first, later, again]).toEqual(['2026-06-30', '2026-07-03', '2026-07-03']);
  });
});

describe('the demo in a process of its own', () => {
  postgres.describe('with both servers', () => {
    mariadb.describe('configured', () => {
      test('puts its exchange databases there, and takes them away when it is ended', async () => {
        const folder = temporaryFolder();
        const args = ['--port', '0', '--folder', folder.path];
        const env = { ...process.env, DEMO_POSTGRES_URL: postgres.url, DEMO_MARIADB_URL: mariadb.url };
        const child = fork(join(import.meta.dirname, '../demo/main.ts'), args, { env, execArgv: [] });
        const [ready] = (await once(child, 'message')) as [{ settings: Record<string, StandIn['settings']> }];
        const own = ['market-regulation', 'human-resources'].map((name) =>
          databaseOf({ settings: ready.settings[name]! }),
        );
        const there = async () => [...(await postgresDatabases()), ...(await mariadbDatabases())];
        expect(await there()).toEqual(expect.arrayContaining(own));
        child.kill('SIGTERM');
        await once(child, 'exit');
        folder.remove();
        for (const name of own) expect(await there()).not.toContain(name);
      });
    });
  });
});

describe('the settings of real servers', () => {
  test('are none by default, and by empty values', () => {
    expect(readServers({})).toEqual(none);
    expect(readServers({ DEMO_POSTGRES_URL: '', DEMO_MARIADB_URL: '' })).toEqual(none);
  });

  test.each([
    ['DEMO_POSTGRES_URL', 'mysql://root:secret@127.0.0.1'],
    ['DEMO_MARIADB_URL', 'postgres://root:secret@127.0.0.1'],
    ['DEMO_MARIADB_URL', 'secret'],
  ])('%s that is an address of something else is refused by name, and its content not told', (setting, value) => {
    const reading = () => readServers({ [setting]: value });
    expect(reading).toThrow(new RegExp(`^${setting} is no`));
    expect(reading).not.toThrow(/secret/);
  });
});
