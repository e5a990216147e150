import pg from 'pg';
import { createDistrict } from '../../demo/create-district.ts';
import type { Mode, StandIn } from '../../demo/district.ts';
import { createStandIn } from '../../demo/stand-ins/market-regulation/stand-in.ts';
import { DepartmentRefused, DepartmentUnavailable } from '../../schema/errors.ts';
import type { Collected } from '../../subgraphs/connector/protocol.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/market-regulation/connector.ts';
import { comparable } from '../support/expected.ts';
import { createMariadbDatabase, mariadb, type MariadbDatabase } from '../support/mariadb.ts';
import {
  columnsOf,
  deliveryOf,
  expectedTables,
  failureOf,
  lookAt,
  now,
  readAll,
  readColumns,
  sampleOf,
  tableOf,
} from '../support/mirror.ts';
import { createPostgresDatabase, postgres, type PostgresDatabase } from '../support/postgres.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const department = 'market-regulation';
const expected = expectedTables(department);
const sets = Object.entries(connector.recordSets).map(([name, set]) => [name, tableOf(set)] as const);

function concludes(look: () => Promise<Collected>): void {
  let collected: Collected;
  let readings: Map<string, Reading>;
  beforeAll(async () => {
    collected = await look();
    readings = readAll(connector, collected);
  });

  test.each(sets)('%s are what a correct connector concludes from %s', (name, table) => {
    const { actual, wanted } = comparable(readings.get(name)!, expected.get(table)!);
    expect(actual).toEqual(wanted);
  });

  test.each(sets)('%s keep nothing about persons from %s', (name, table) => {
    const kept = JSON.stringify(readings.get(name));
    for (const secret of expected.get(table)!.mustNotLeak ?? []) expect(kept).not.toContain(secret);
  });

  test('every entry of the register of deletions withdraws its row, present or not', () => {
    const withdrawn = sets.flatMap(([name, table]) =>
      (deliveryOf(collected, name).withdrawals ?? []).map(({ ref, reason }) => ({ table, key: ref, reason })),
    );
    const { tombstones } = expected.get('T_DEL') as unknown as { tombstones: object[] };
    expect(withdrawn).toHaveLength(tombstones.length);
    for (const one of withdrawn) expect(tombstones).toContainEqual(expect.objectContaining(one));
  });

  test("the department's own fields say what its columns say", () => {
    const fieldsOf = (name: string, ref: string) =>
      readings.get(name)!.facts.find(({ rowRef }) => rowRef === ref)!.fields;
    expect(fieldsOf('penalties', 'CF0010')).toMatchObject({
      penaltyTypes: ['罚款', '没收违法所得'],
      confiscated: { fen: 35050 },
    });
    expect(fieldsOf('penalties', 'CF0006')).toMatchObject({ withdrawnBecause: '行政复议撤销' });
    expect(fieldsOf('licences', 'XK0001')).toMatchObject({ licenceNumber: 'JY25109040000011' });
    expect(fieldsOf('seriousIllegality', 'WF0002')).toMatchObject({ exitReason: '原列入依据废止' });
    expect(fieldsOf('annualReports', 'NB0001')).toMatchObject({ year: '2023' });
    expect(fieldsOf('registrations', '510904000070AA2FC08070A0D665916B')).toMatchObject({
      status: 'REVOKED',
      revokedOn: '2018-11-16',
      registrationNumber: '510904000001098',
    });
  });
}

/** Last: from then on the database has the column. */
function readsAddresses(look: () => Promise<Collected>, addColumn: () => Promise<unknown>): void {
  const addressOf = async (creditCode: string) =>
    readAll(connector, await look())
      .get('registrations')!
      .facts.find((fact) => fact.creditCode === creditCode)!.fields['address'];

  test('the address is read from where the column has come, and left out where it has not; never that of a household', async () => {
    expect(await addressOf('91510904MAXXXX2340')).toBeNull();
    await addColumn();
    expect(await addressOf('91510904MAXXXX2340')).toBe('四川省遂宁市安居区样例镇样例大道18号样例大厦3楼');
    expect(await addressOf('92510904MAXXXX023D')).toBeNull();
  });
}

test.each(sets)('%s ask %s for what they read, and for nothing about persons but what tells them apart', (name) => {
  const set = connector.recordSets[name]!;
  // Whom the department calls a person stands in a column of its own; the reason comes from the register of deletions.
  const asked = columnsOf(set).filter((column) => !column.endsWith('_XDR_LB'));
  expect(asked.toSorted()).toEqual(
    readColumns(set)
      .filter((column) => column !== 'CUTREASON')
      .toSorted(),
  );
  const personal = /^(LEREP|LEREPID|CF_FRDB|XK_FRDB|CF_FR_\w+|CF_XDR_ZJLX)$/;
  expect(columnsOf(set).filter((column) => personal.test(column))).toEqual([]);
});

postgres.describe('the sample in PostgreSQL', () => {
  let database: PostgresDatabase;
  beforeAll(async () => {
    database = await createPostgresDatabase();
    await database.run(sampleOf(department, 'xyjh.postgres.sql'));
  });
  afterAll(() => database.drop());
  concludes(() => lookAt(connector, { url: database.url }));
  readsAddresses(
    () => lookAt(connector, { url: database.url }),
    () => database.run(sampleOf(department, 'xyjh-dom.postgres.sql')),
  );
});

mariadb.describe('the sample in MariaDB', () => {
  let database: MariadbDatabase;
  beforeAll(async () => {
    database = await createMariadbDatabase();
    await database.run(sampleOf(department, 'xyjh.mariadb.sql').replaceAll('xyjh', database.name));
  });
  afterAll(() => database.drop());
  concludes(() => lookAt(connector, { url: database.url }));
  readsAddresses(
    () => lookAt(connector, { url: database.url }),
    () => database.run(sampleOf(department, 'xyjh-dom.mariadb.sql')),
  );
});

describe("the stand-in's exchange database", () => {
  const folder = temporaryFolder();
  let clockMs = now;
  let standIn: StandIn;
  const look = (timeoutMs?: number) =>
    lookAt(connector, standIn.settings, { nowMs: clockMs, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  beforeAll(async () => {
    standIn = await createStandIn(createDistrict({ clock: { now: () => clockMs }, seed: 7, folder: folder.path }));
  });
  afterEach(async () => {
    clockMs = now;
    await standIn.setMode('normal');
  });
  afterAll(async () => {
    await standIn.close();
    folder.remove();
  });

  test('serves the sample, a district of some two thousand, and its defects', async () => {
    const readings = readAll(connector, await look());
    expect(readings.get('registrations')!.facts.length).toBeGreaterThan(1800);
    expect(readings.get('penalties')!.facts.map(({ rowRef }) => rowRef)).toEqual(
      expect.arrayContaining(['CF0010', 'CF0011']),
    );
    expect(readings.get('penalties')!.rejected.length).toBeGreaterThan(1);
    expect(JSON.stringify([...readings.values()])).not.toMatch(
      /51090419000101\d{4}|[张李王赵陈周吴郑]某[甲乙丙丁戊己庚辛]/,
    );
    expect(standIn.calls()).toBeGreaterThan(6);
  });

  test('serves several readers at once', async () => {
    const counts = (await Promise.all([look(), look(), look()])).map(({ deliveries }) => deliveries.length);
    expect(counts).toEqual([6, 6, 6]);
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
    expect((await look()).deliveries).toHaveLength(6);
  });

  test('refuses whoever has not its account', async () => {
    const wrong = lookAt(connector, { ...standIn.settings, password: 'wrong' });
    await expect(wrong).rejects.toBeInstanceOf(DepartmentRefused);
  });

  test('lets its readers change nothing', async () => {
    const { url, user: username, password } = standIn.settings as Record<'url' | 'user' | 'password', string>;
    const client = new pg.Client(Object.assign(new URL(url), { username, password }).href);
    await client.connect();
    await expect(client.query("DELETE FROM xyjh.t_xzcf WHERE cf_id = 'CF0001'")).rejects.toMatchObject({
      code: '42501',
    });
    await client.end();
  });

  test('holds its tables while it writes them at night', async () => {
    clockMs = Date.parse('2026-07-01T01:30:00+08:00');
    expect(failureOf(await look(), 'registrations')).toBeInstanceOf(DepartmentUnavailable);
  });

  test('is shut all through the last Sunday of a month', async () => {
    clockMs = Date.parse('2026-06-28T12:00:00+08:00');
    await expect(look()).rejects.toBeInstanceOf(DepartmentUnavailable);
  });
});
