import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../../demo/district.ts';
import { generatedOrganisations, knownOrganisations } from '../../demo/organisations.ts';
import { createRows } from '../../demo/stand-ins/housing-construction/rows.ts';
import { createStandIn } from '../../demo/stand-ins/housing-construction/stand-in.ts';
import type { Call } from '../../subgraphs/connector/protocol.ts';
import connector from '../../subgraphs/departments/housing-construction/connector.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import {
  connectHousing,
  read,
  recordSets,
  sampleFolder,
  setOf,
  vectors,
  type Service,
} from '../support/housing-construction.ts';
import { call, questionAbout, today } from '../support/asking.ts';

type Expected = ExpectedAnswer & { request: { service: Service; tyshxydm: string } };
const { answers } = JSON.parse(readFileSync(join(sampleFolder, 'expected.json'), 'utf8')) as { answers: Expected[] };
const generated = generatedOrganisations(7, 2026);
const organisations = [...knownOrganisations(), ...generated];
const code = '9151090420599001XY';

/** Only goes on, as the stand-in keeps its rate by it. */
let nowMs = Date.parse(`${today}T10:15:00+08:00`);
const clock = { now: () => nowMs };
const district = { clock, seed: 7, organisations, folder: () => '' };
let standIn: StandIn;
beforeAll(async () => void (standIn = await createStandIn(district)));
afterAll(() => standIn.close());
beforeEach(() => standIn.setMode('normal'));

interface Asking {
  readonly settings?: Record<string, string>;
  readonly by?: Call;
  /** How long the clock goes on before the call: the stand-in keeps its rate. */
  readonly afterMs?: number;
  /** How far the caller's own clock is ahead. */
  readonly aheadMs?: number;
}

async function ask(service: Service, about: string, { settings, by = call, afterMs = 1000, aheadMs = 0 }: Asking = {}) {
  nowMs += afterMs;
  const own = { now: () => nowMs + aheadMs };
  const system = connectHousing(standIn.settings['url']!, { ...standIn.settings, ...settings }, own);
  const { name } = organisations.find(({ creditCode }) => creditCode === about)!;
  return system.ask(setOf(service).query, [questionAbout(about, name)], by).finally(() => system.close());
}
const failure = (answer: Promise<unknown>) => expect(answer).rejects;

describe('the stand-in of the housing bureau and the connector', () => {
  const samples = ['qualification', 'penalty', 'none'];
  test.each(samples)('agree on %s', async (sample) => {
    const expected = answers.find((one) => one.sample === `samples/${sample}.response.http`)!;
    const { service, tyshxydm } = expected.request;
    const { actual, wanted } = comparable(read(service, await ask(service, tyshxydm)), expected);
    expect(actual).toEqual(wanted);
  });

  test('agree on conduct, here on one page', async () => {
    const { facts, dropped } = read('conduct', await ask('conduct', code));
    expect([facts.map(({ rowRef }) => rowRef), dropped.map(({ rowRef }) => rowRef)]).toEqual([
      ['B001', 'B003'],
      ['B002'],
    ]);
  });

  test('agree on all pages of an organisation that has more rows than go on one', async () => {
    const held = createRows(district).filter(({ service }) => service === 'conduct');
    const [large, rows] = [...Map.groupBy(held, ({ filedUnder }) => filedUnder!)].find(
      ([, rows]) => rows.length > 100,
    )!;
    const before = standIn.calls();
    const reading = read('conduct', await ask('conduct', large));
    expect(reading.rows).toBe(rows.length);
    expect(reading.dropped.length).toBeGreaterThan(5);
    expect(standIn.calls() - before).toBe(Math.ceil(rows.length / 50));
  });

  test('agree on the generated organisations, of which most have no records and nobody personal data', async () => {
    const kept: string[] = [];
    const counts = { facts: 0, unlinked: 0, rejected: 0, without: 0 };
    for (const { creditCode } of generated.slice(0, 150)) {
      for (const service of Object.keys(recordSets) as Service[]) {
        const reading = read(service, await ask(service, creditCode));
        kept.push(JSON.stringify(reading));
        counts.facts += reading.facts.length;
        counts.unlinked += reading.unlinked.length;
        counts.rejected += reading.rejected.length;
        counts.without += reading.rows === 0 ? 1 : 0;
      }
    }
    expect(counts.facts).toBeGreaterThan(30);
    expect(counts.unlinked).toBeGreaterThan(0);
    expect(counts.rejected).toBeLessThan(10);
    expect(counts.without).toBeGreaterThan(350);
    expect(kept.join()).not.toMatch(/\p{Script=Han}某[甲乙丙丁戊己庚辛壬癸]|510904190001/u);
  });

  test.each([
    ['another key', { privateKey: vectors.keys.department.privateKey }],
    ['another application', { appId: 'aj-credit-02' }],
    ['another SM4 key', { sm4Key: 'f'.repeat(32) }],
  ])('%s is refused', async (_, settings) => {
    await failure(ask('penalty', code, { settings })).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
  });

  test('a clock more than five minutes off is refused', async () => {
    for (const aheadMs of [-301_000, 301_000])
      await failure(ask('penalty', code, { aheadMs })).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    expect((await ask('qualification', code, { aheadMs: 299_000 })).rows).toHaveLength(2);
  });

  test('the eleventh call within a second finds it busy', async () => {
    nowMs += 60_000;
    for (let calls = 0; calls < 10; calls += 1) await ask('penalty', code, { afterMs: 0 });
    await failure(ask('penalty', code, { afterMs: 0 })).toMatchObject({ code: 'DEPARTMENT_BUSY' });
    await expect(ask('penalty', code)).resolves.toBeDefined();
  });

  test('the connector knows the rate and the window in which there is maintenance', async () => {
    nowMs = Date.parse('2026-07-05T23:59:58+08:00');
    await failure(ask('penalty', code)).toMatchObject({ code: 'DEPARTMENT_MAINTENANCE' });
    await expect(ask('penalty', code)).resolves.toBeDefined();
    expect(connector.maintenance).toEqual([{ every: 'week', weekday: 0, from: '22:00', until: '24:00' }]);
    expect(connector.rates).toEqual([{ calls: 10, per: 'second' }]);
  });
});

describe('modes', () => {
  test.each([
    ['failing', 'DEPARTMENT_BUSY'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ] as const)('%s is %s, each time', async (mode, meant) => {
    await standIn.setMode(mode);
    for (let times = 0; times < 6; times += 1) await failure(ask('qualification', code)).toMatchObject({ code: meant });
    await standIn.setMode('normal');
    expect((await ask('qualification', code)).rows).toHaveLength(2);
  });

  test('slow outlasts the timeout, and leaves nothing open', async () => {
    await standIn.setMode('slow');
    const by: Call = (request) => request(AbortSignal.timeout(100));
    await failure(ask('penalty', code, { by })).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });
});
