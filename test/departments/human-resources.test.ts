import mysql from 'mysql2/promise';
import { createDistrict } from '../../demo/create-district.ts';
import type { Mode, StandIn } from '../../demo/district.ts';
import { createStandIn } from '../../demo/stand-ins/human-resources/stand-in.ts';
import { DepartmentAnswerInvalid, DepartmentRefused, DepartmentUnavailable } from '../../schema/errors.ts';
import { atTheEdge } from '../../subgraphs/connector/edge.ts';
import type { Collected } from '../../subgraphs/connector/protocol.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/human-resources/connector.ts';
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
import { temporaryFolder } from '../support/temporary-folder.ts';

const department = 'human-resources';
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

  test.each(sets)('%s keep nothing about persons from %s, and no more is masked than that', (name, table) => {
    const { mustNotLeak = [], mustKeep = [] } = expected.get(table)!;
    const rows = deliveryOf(collected, name).rows.map(({ cells }) => atTheEdge(cells, connector.recordSets[name]!));
    const named = readings.get(name)!.dropped.map(({ rowRef }) => rowRef);
    const kept = JSON.stringify(rows.filter((_, at) => !named.includes(deliveryOf(collected, name).rows[at]!.ref)));
    for (const secret of mustNotLeak) {
      expect(kept).not.toContain(secret);
      expect(JSON.stringify(readings.get(name))).not.toContain(secret);
    }
    for (const word of mustKeep) expect(kept).toContain(word);
  });

  test('the internal numbers stand for the organisations that their mapping rows name', () => {
    const { mapping } = expected.get('AB01') as unknown as { mapping: { AAB001: string; creditCode: string }[] };
    const mapped = readings
      .get('units')!
      .mapped.flatMap(({ internalId, reading }) =>
        reading.state === 'mapped' ? [[internalId, reading.creditCode]] : [],
      );
    expect(mapped).toEqual(mapping.map(({ AAB001, creditCode }) => [AAB001, creditCode]));
  });

  test("the department's own fields say what its columns say", () => {
    const fieldsOf = (name: string, ref: string) =>
      readings.get(name)!.facts.find(({ rowRef }) => rowRef === ref)!.fields;
    expect(fieldsOf('labourRatings', '2')).toEqual({ year: '2024', grade: 'A' });
    expect(fieldsOf('wageArrears', '2')).toEqual({ workers: 9, exitReason: '信用修复' });
    expect(fieldsOf('insuranceArrears', '1')).toEqual({ insurance: 'PENSION', period: '2024-03' });
  });
}

test.each(sets)('%s ask %s for what they read, and for nobody’s name', (name) => {
  const set = connector.recordSets[name]!;
  expect(columnsOf(set).toSorted()).toEqual(readColumns(set).toSorted());
  expect(columnsOf(set).filter((column) => ['AAB013', 'AAC003', 'AAE036'].includes(column))).toEqual([]);
});

mariadb.describe('the sample in MariaDB', () => {
  let database: MariadbDatabase;
  beforeAll(async () => {
    database = await createMariadbDatabase('gbk');
    await database.run(sampleOf(department, 'jbqz.mariadb.sql').replaceAll('jbqz', database.name));
  });
  afterAll(() => database.drop());
  concludes(() => lookAt(connector, { url: database.url }));
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

  test('serves the sample, a district of some two thousand, and the people among the employers', async () => {
    const collected = await look();
    const readings = readAll(connector, collected);
    expect(readings.get('units')!.mapped.length).toBeGreaterThan(1500);
    expect(readings.get('units')!.dropped.length).toBeGreaterThan(50);
    expect(readings.get('wageArrears')!.facts.map(({ documentNumber }) => documentNumber)).toContain(
      '安人社欠薪列〔2024〕5号',
    );
    expect(deliveryOf(collected, 'units').rows.some(({ cells }) => cells['AAB004'] === '遂宁样例?川水务有限公司')).toBe(
      true,
    );
    expect(JSON.stringify([...readings.values()])).not.toMatch(
      /51090419000101\d{4}|[张李王赵陈周吴郑]某[甲乙丙丁戊己庚辛]/,
    );
    expect(standIn.calls()).toBeGreaterThan(5);
  });

  test('serves several readers at once', async () => {
    const counts = (await Promise.all([look(), look(), look()])).map(({ deliveries }) => deliveries.length);
    expect(counts).toEqual([4, 4, 4]);
  });

  test.each<[Mode, string]>([
    ['slow', 'DEPARTMENT_UNAVAILABLE'],
    ['failing', 'DEPARTMENT_BUSY'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ])('%s gives %s, and answers again once it is normal', async (mode, code) => {
    await standIn.setMode(mode);
    await expect(look(300)).rejects.toMatchObject({ code });
    await standIn.setMode('normal');
    expect((await look()).deliveries).toHaveLength(4);
  });

  test('garbage is an answer that cannot be relied on', async () => {
    await standIn.setMode('garbage');
    expect(failureOf(await look(), 'units')).toBeInstanceOf(DepartmentAnswerInvalid);
  });

  test('refuses whoever has not its account', async () => {
    const wrong = lookAt(connector, { ...standIn.settings, password: 'wrong' });
    await expect(wrong).rejects.toBeInstanceOf(DepartmentRefused);
  });

  test('lets its readers change nothing', async () => {
    const { url, user, password } = standIn.settings as Record<'url' | 'user' | 'password', string>;
    const connection = await mysql.createConnection({ uri: url, user, password });
    await expect(connection.query('DELETE FROM AB01')).rejects.toMatchObject({ errno: 1142 });
    await connection.end();
  });

  test('is no answer while it writes its tables anew', async () => {
    clockMs = Date.parse('2026-07-02T04:05:00+08:00');
    const collected = await look();
    for (const [name] of sets) expect(failureOf(collected, name)).toBeInstanceOf(DepartmentUnavailable);
  });

  test('is shut until eight on the first of a month', async () => {
    clockMs = Date.parse('2026-07-01T07:59:00+08:00');
    await expect(look()).rejects.toBeInstanceOf(DepartmentUnavailable);
  });
});
