import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadDepartments, type Department } from '../../subgraphs/connector/load-departments.ts';
import type { Collected, DeliveringProtocol, Known } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import { runtimeOf, today } from '../support/asking.ts';
import { demoDirectory } from '../support/directory.ts';
import { createDrop, createMemory, deliveries, failures, type Drop } from '../support/drop.ts';
import { comparable, ownPartsOf, type ExpectedAnswer } from '../support/expected.ts';

const INVALID = 'DEPARTMENT_ANSWER_INVALID';
const UNAVAILABLE = 'DEPARTMENT_UNAVAILABLE';
const names = ['civil-affairs', 'justice', 'culture-broadcasting', 'local-tax'];
const sampleOf = (name: string) => join(import.meta.dirname, '../../subgraphs/departments', name, 'sample');

type Answered = ExpectedAnswer & {
  readonly recordSet: string;
  readonly ignored?: number;
  readonly source: { readonly code?: string };
};
const expectedOf = (name: string) =>
  (JSON.parse(readFileSync(join(sampleOf(name), 'expected.json'), 'utf8')) as { answers: Answered[] }).answers;
/** Folders of samples in the order of their days; files that lie in no such folder are all of one moment. */
const dropsOf = (name: string) => {
  const days = readdirSync(sampleOf(name)).filter((one) => one.startsWith('drop-'));
  return days.length === 0 ? [''] : days.toSorted();
};

let departments: Department[];
beforeAll(async () => void (departments = await loadDepartments()));

async function look(name: string, url: string, known: Known = createMemory()): Promise<Collected> {
  const { connector } = departments.find((one) => one.name === name)!;
  const system = (connector.protocol as DeliveringProtocol).connect({ url }, runtimeOf(name));
  const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([set, { query }]) => [set, query]));
  return system.collect(queries, known, AbortSignal.timeout(10_000)).finally(() => system.close());
}

describe.each(names)('the samples of %s', (name) => {
  const drop = createDrop();
  const looks = new Map<string, Collected>();
  beforeAll(async () => {
    const memory = createMemory();
    for (const day of dropsOf(name)) {
      drop.putAll(join(sampleOf(name), day), Date.parse('2026-07-01T05:30:00+08:00'));
      looks.set(day, await look(name, drop.url, memory));
      memory.keep(looks.get(day)!);
    }
  });
  afterAll(() => drop.remove());

  test.each(expectedOf(name).map((one) => [one.sample, one] as const))('give what is expected of %s', (_, expected) => {
    const [file = '', day = ''] = expected.sample.replace('sample/', '').split('/').toReversed();
    const { deliveries: delivered } = looks.get(day)!;
    const found = delivered.find((one) => one.name === file && one.recordSet === expected.recordSet)!;
    if ('error' in found) {
      expect(found.error).toMatchObject({ code: expected.source.code });
      return;
    }
    const { connector } = departments.find((one) => one.name === name)!;
    const reading = readRows(connector.recordSets[found.recordSet]!, found.rows, { directory: demoDirectory(), today });
    const { actual, wanted } = comparable(reading, expected);
    expect(actual).toEqual(wanted);
    expect(found.ignored).toBe(expected.ignored);
    expect(ownPartsOf(reading.facts)).toEqual(ownPartsOf(expected.facts));
    for (const secret of expected.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
  });

  test('are all of its record sets, each taken once', async () => {
    const { connector } = departments.find((one) => one.name === name)!;
    const taken = [...looks.values()].flatMap((one) => deliveries(one).map(({ recordSet }) => recordSet));
    expect(taken.toSorted()).toEqual(Object.keys(connector.recordSets).toSorted());
  });
});

describe('a message of justice', () => {
  const file = 'SF_NDKH_F_20260629_001.xml';
  const message = readFileSync(join(sampleOf('justice'), 'drop-20260629', file)).toString('latin1');
  let drop: Drop;
  beforeEach(() => void (drop = createDrop()));
  afterEach(() => drop.remove());
  const taken = async (changed: string) => {
    drop.put(file, Buffer.from(changed, 'latin1'));
    return look('justice', drop.url);
  };

  test.each([
    ['of another item', (text: string) => text.replace('<item>NDKH', '<item>XZCF')],
    ['that counts one row more', (text: string) => text.replace('<count>4', '<count>5')],
    ['without its header', (text: string) => text.replaceAll('Header>', 'Kopf>')],
    ['cut off in the middle', (text: string) => text.slice(0, text.length / 2)],
    ['with entities of its own', (text: string) => text.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')],
    ['in which no row has a documented column', (text: string) => text.replaceAll('KHJG>', 'KHJL>')],
  ])('%s is taken over in no part', async (_, spoil) => {
    expect(failures(await taken(spoil(message)))).toEqual([{ name: file, code: INVALID }]);
  });

  test('loses only the row that says something twice', async () => {
    const [delivery] = deliveries(await taken(message.replace('<ND>2024</ND>', '<ND>2024</ND><ND>2025</ND>')));
    const { connector } = departments.find((one) => one.name === 'justice')!;
    const set = connector.recordSets['assessments']!;
    const reading = readRows(set, delivery!.rows, { directory: demoDirectory(), today });
    expect(reading.rejected).toMatchObject([{ reason: 'ROW_MALFORMED', name: '四川样例衡正律师事务所' }, {}]);
    expect(reading.rows).toBe(4);
  });

  test('without rows is a snapshot that says nothing and ends nothing', async () => {
    const empty = message.replace(/<fields>[^]*<\/fields>/, '').replace('<count>4', '<count>0');
    expect(failures(await taken(empty))).toEqual([{ name: file, code: INVALID }]);
  });
});

test('a file of the platform without its flag has not been sent', async () => {
  const drop = createDrop();
  const from = join(sampleOf('culture-broadcasting'), 'drop-20260605');
  const name = 'WG_XK_F_20260605_001.csv';
  drop.put(name, readFileSync(join(from, name)), { ok: false });
  expect(failures(await look('culture-broadcasting', drop.url))).toEqual([{ name, code: UNAVAILABLE }]);
  expect(existsSync(join(drop.folder, name))).toBe(true);
  drop.remove();
});

test('a share of the registration system that lacks a table answers nothing of it', async () => {
  const sample = sampleOf('civil-affairs');
  const collected = await look('civil-affairs', pathToFileURL(join(sample, 'drop-none')).href).catch(
    (error: unknown) => error,
  );
  expect(collected).toMatchObject({ code: UNAVAILABLE });
});
