import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createDistrict } from '../demo/create-district.ts';
import type { StandIn } from '../demo/district.ts';
import { readServers } from '../demo/servers.ts';
import { startDemo } from '../subgraphs/start-demo.ts';
import { databaseOf, none, onMariadb, onPostgres } from './support/demo-servers.ts';
import { everyDepartment } from './support/district.ts';
import { mariadb } from './support/mariadb.ts';
import { now } from './support/mirror.ts';
import { postgres } from './support/postgres.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

test.each([
  ['DEMO_POSTGRES_URL', onPostgres.create, { ...none, postgres: 'postgres://demo:secret@127.0.0.1:1' }],
  ['DEMO_MARIADB_URL', onMariadb.create, { ...none, mariadb: 'mysql://demo:secret@127.0.0.1:1' }],
])('%s that nobody listens at is named where the demo does not start', async (setting, create, servers) => {
  const folder = temporaryFolder();
  const starting = create(createDistrict({ clock: { now: () => now }, seed: 7, folder: folder.path, servers }));
  await expect(starting).rejects.toThrow(`the server of ${setting} cannot be used: connect ECONNREFUSED`);
  folder.remove();
});

describe('the demo in a process of its own', () => {
  test('starts on a clock that is behind the machine’s', async () => {
    const folder = temporaryFolder();
    const demo = await startDemo({ dataDir: folder.path, controlPort: 0, clockOffsetMs: -7_200_000, issuer: false });
    expect([demo.identity, Object.keys(demo.settings).toSorted()]).toEqual([null, everyDepartment]);
    await demo.close();
    folder.remove();
  });

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
        const there = async () => [...(await onPostgres.databases()), ...(await onMariadb.databases())];
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
