import { createDistrict } from '../demo/create-district.ts';
import type { Mode, StandIn } from '../demo/district.ts';
import type { Servers } from '../demo/servers.ts';
import { databaseOf, onMariadb, onPostgres, type Place } from './support/demo-servers.ts';
import { mariadb } from './support/mariadb.ts';
import { deliveryOf, lookAt, now } from './support/mirror.ts';
import { postgres } from './support/postgres.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

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

postgres.describe('an exchange database on a real PostgreSQL', () => standsOn(onPostgres));

mariadb.describe('an exchange database on a real MariaDB', () => {
  standsOn(onMariadb);

  test('registers its batches as the nights go by', async () => {
    const folder = temporaryFolder();
    let clockMs = now;
    const clock = { now: () => clockMs };
    const standIn = await onMariadb.create(
      createDistrict({ clock, seed: 7, folder: folder.path, servers: onMariadb.servers }),
    );
    const asOf = async () => {
      const collected = await lookAt(onMariadb.connector, standIn.settings, { nowMs: clockMs });
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
