import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDistrict } from '../../demo/create-district.ts';
import type { CreateStandIn, Mode } from '../../demo/district.ts';
import { atTheEdge } from '../../subgraphs/connector/edge.ts';
import type { Connector } from '../../subgraphs/connector/connector.ts';
import type { Collected } from '../../subgraphs/connector/protocol.ts';
import { departmentsFolder } from '../../subgraphs/connector/load-departments.ts';
import type { TableQuery } from '../../subgraphs/protocols/sql-exchange-query.ts';
import { DepartmentRefused } from '../../schema/errors.ts';
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

const onPostgres = ['health', 'land-resources', 'public-security'];
const onMariadb = ['economy-information', 'finance'];
const departments = [...onPostgres, ...onMariadb];
/** Columns about nobody's credit: of persons, or restricted. */
const neverRead = /^(FRXM|JYZXM|FZR|LXR|LXDH|SSAJBH|FDDBR|FRDB|LXFS|YSXM|YSZJ)$/;

/** Columns that only say whether a row is about a person. */
const judged = /^(DXLX|DSRLX)$/;

const connectorOf = async (department: string) =>
  ((await import(join(departmentsFolder, department, 'connector.ts'))) as { default: Connector }).default;
const fileOf = (department: string) =>
  readdirSync(join(departmentsFolder, department, 'sample')).find((file) => file.endsWith('.sql'))!;

/** What the folder's expected.json says of its sample is what its connector concludes, and nobody's data is kept. */
async function concludes(department: string, collected: Collected): Promise<void> {
  const connector = await connectorOf(department);
  const readings = readAll(connector, collected);
  const expected = expectedTables(department);
  for (const [name, set] of Object.entries(connector.recordSets)) {
    const said = expected.get(tableOf(set))!;
    const { actual, wanted } = comparable(readings.get(name)!, said);
    expect({ department, name, actual }).toEqual({ department, name, actual: wanted });
    const dropped = new Set(readings.get(name)!.dropped.map(({ rowRef }) => rowRef));
    const kept = deliveryOf(collected, name).rows.filter(({ ref }) => !dropped.has(ref));
    const shown = JSON.stringify([kept.map(({ cells }) => atTheEdge(cells, set)), readings.get(name)]);
    for (const secret of said.mustNotLeak ?? []) expect(shown).not.toContain(secret);
    for (const word of said.mustKeep ?? []) expect(shown).toContain(word);
    for (const fact of said.facts)
      expect(readings.get(name)!.facts.find(({ rowRef }) => rowRef === fact.rowRef)!.fields).toMatchObject(
        (fact.extra as { fields?: object }).fields ?? {},
      );
  }
}

postgres.describe('samples in PostgreSQL', () => {
  let database: PostgresDatabase;
  beforeAll(async () => {
    database = await createPostgresDatabase();
  });
  afterAll(() => database.drop());

  test.each(onPostgres)('of %s are read as its document says, and nobody’s data is kept', async (department) => {
    await database.run(sampleOf(department, fileOf(department)));
    await concludes(department, await lookAt(await connectorOf(department), { url: database.url }));
  });
});

mariadb.describe('samples in MariaDB', () => {
  let database: MariadbDatabase;
  beforeAll(async () => {
    database = await createMariadbDatabase();
  });
  afterAll(() => database.drop());

  test.each(onMariadb)('of %s are read as its document says, and nobody’s data is kept', async (department) => {
    await database.run(sampleOf(department, fileOf(department)).replaceAll(/^(?:CREATE DATABASE|USE) .*$/gm, ''));
    await concludes(department, await lookAt(await connectorOf(department), { url: database.url }));
  });
});

describe.each(departments)('the interface of %s', (department) => {
  test('asks for what it reads, and for nobody’s name', async () => {
    const connector = await connectorOf(department);
    for (const set of Object.values(connector.recordSets)) {
      const wanted = new Set([...readColumns(set), ...marks(set).read].filter((one) => one !== marks(set).laidIn));
      expect(
        columnsOf(set)
          .filter((column) => !judged.test(column))
          .toSorted(),
      ).toEqual([...wanted].toSorted());
      expect(columnsOf(set).filter((column) => neverRead.test(column))).toEqual([]);
    }
  });

  test('explains every column that is read', async () => {
    const text = readFileSync(join(departmentsFolder, department, 'INTERFACE.md'), 'utf8');
    const columns = Object.values((await connectorOf(department)).recordSets).flatMap(columnsOf);
    expect([...new Set(columns)].filter((column) => !new RegExp(`\\b${column}\\b`).test(text))).toEqual([]);
  });
});

/** Columns of increments: those that are read beside the record's own, and the one that the protocol lays in. */
function marks(set: Connector['recordSets'][string]): { read: string[]; laidIn: string | null } {
  const { read } = set.query as TableQuery;
  if (read.style === 'whole') return { read: [], laidIn: null };
  return { read: [read.stamp, read.mark.column], laidIn: read.deletions.reason };
}

describe.each(departments)('the stand-in of %s', (department) => {
  const folder = temporaryFolder();
  let clockMs = now;
  afterAll(() => folder.remove());

  test('serves its sample and a district, fails as a system does, and comes back', async () => {
    const { createStandIn } = (await import(`../../demo/stand-ins/${department}/stand-in.ts`)) as {
      createStandIn: CreateStandIn;
    };
    const connector = await connectorOf(department);
    const standIn = await createStandIn(
      createDistrict({ clock: { now: () => clockMs }, seed: 7, folder: folder.path }),
    );
    const look = (more: Record<string, string> = {}, timeoutMs = 5000) =>
      lookAt(connector, { ...standIn.settings, ...more }, { nowMs: clockMs, timeoutMs });
    try {
      const collected = await look();
      const readings = readAll(connector, collected);
      const expected = expectedTables(department);
      for (const [name, set] of Object.entries(connector.recordSets)) {
        const reading = readings.get(name)!;
        const said = expected.get(tableOf(set))!;
        expect(reading.facts.map(({ rowRef }) => rowRef)).toEqual(
          expect.arrayContaining(said.facts.map(({ rowRef }) => rowRef)),
        );
        expect(reading.rejected.map(({ rowRef }) => rowRef)).toEqual(said.rejected.map(({ rowRef }) => rowRef));
      }
      expect([...readings.values()].reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(50);
      expect(JSON.stringify([...readings.values()])).not.toMatch(
        /51090419000101\d{4}|[张李王赵陈周吴郑]某[甲乙丙丁戊己庚辛]/,
      );

      const failures: [Mode, string][] = [
        ['slow', 'DEPARTMENT_UNAVAILABLE'],
        ['failing', 'DEPARTMENT_BUSY'],
        ['dead', 'DEPARTMENT_UNAVAILABLE'],
      ];
      for (const [mode, code] of failures) {
        await standIn.setMode(mode);
        await expect(look({}, 300)).rejects.toMatchObject({ code });
      }
      await standIn.setMode('garbage');
      const garbage = await look().then(
        (one) => failureOf(one, Object.keys(connector.recordSets)[0]!),
        (error: unknown) => error,
      );
      expect(garbage).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
      await standIn.setMode('normal');
      await expect(look({ password: 'wrong' })).rejects.toBeInstanceOf(DepartmentRefused);
      expect((await look()).deliveries).toHaveLength(Object.keys(connector.recordSets).length);
      expect(standIn.calls()).toBeGreaterThan(5);
    } finally {
      await standIn.close();
      clockMs = now;
    }
  });
});
