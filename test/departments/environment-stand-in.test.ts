import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../../demo/district.ts';
import { generatedOrganisations, knownOrganisations } from '../../demo/organisations.ts';
import { createStandIn } from '../../demo/stand-ins/environment/stand-in.ts';
import type { AskedProtocol, Call } from '../../subgraphs/connector/protocol.ts';
import connector from '../../subgraphs/departments/environment/connector.ts';
import { signedByMd5 } from '../../subgraphs/protocols/http-json-accounts.ts';
import { read, recordSets, sampleFolder, setOf, type Service } from '../support/environment.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import { call, questionAbout, runtimeOf, today } from '../support/asking.ts';

type Expected = ExpectedAnswer & { request: { endpoint: Service; tyxydm?: string } };
const { answers } = JSON.parse(readFileSync(join(sampleFolder, 'expected.json'), 'utf8')) as { answers: Expected[] };
const generated = generatedOrganisations(7, 2026);
const organisations = [...knownOrganisations(), ...generated];
const code = '91510904205990060A';

/** Only goes on, as the stand-in keeps its rates by it. */
let nowMs = Date.parse(`${today}T10:15:00+08:00`);
let standIn: StandIn;
beforeAll(async () => {
  standIn = await createStandIn({ clock: { now: () => nowMs }, seed: 7, organisations, folder: () => '' });
});
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
  const runtime = runtimeOf('environment', { now: () => nowMs + aheadMs });
  const system = (connector.protocol as AskedProtocol).connect({ ...standIn.settings, ...settings }, runtime);
  const { name } = organisations.find(({ creditCode }) => creditCode === about)!;
  return system.ask(setOf(service).query, [questionAbout(about, name)], by).finally(() => system.close());
}
const failure = (answer: Promise<unknown>) => expect(answer).rejects;

describe('the stand-in of the environment bureau and the connector', () => {
  const answered = answers.filter(({ source }) => source.outcome === 'ANSWERED' || source.outcome === 'NO_RECORD');
  // Asked by the whole name of one of two organisations that share it, the fuzzy search finds the same three rows.
  test.each(answered.map((one) => [one.sample, one] as const))('agree on %s', async (_, expected) => {
    const { endpoint, tyxydm = '91510904MAXXXX138N' } = expected.request;
    const { actual, wanted } = comparable(read(endpoint, await ask(endpoint, tyxydm)), expected);
    expect(actual).toEqual(wanted);
  });

  test('agree on the generated organisations, of which few have records and nobody personal data', async () => {
    const kept: string[] = [];
    const counts = { facts: 0, unlinked: 0, rejected: 0, without: 0 };
    for (const { creditCode } of generated.slice(0, 250)) {
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
    expect(counts.without).toBeGreaterThan(600);
    expect(kept.join()).not.toMatch(/\p{Script=Han}某[甲乙丙丁戊己庚辛壬癸]|510904190001/u);
  });

  test('agree that a wrong secret, or a clock eleven minutes off, is refused', async () => {
    await failure(ask('rating', code, { settings: { secret: 'wrong' } })).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    await failure(ask('rating', code, { aheadMs: 660_000 })).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    expect((await ask('rating', code, { aheadMs: -590_000 })).rows).toHaveLength(2);
  });

  test('the sixth call within a second fails, the next second none', async () => {
    nowMs += 60_000;
    for (let calls = 0; calls < 5; calls += 1) await ask('rating', code, { afterMs: 0 });
    await failure(ask('rating', code, { afterMs: 0 })).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await expect(ask('rating', code)).resolves.toBeDefined();
  });

  test('the connector knows the rates and the window in which a page is shown', async () => {
    nowMs = Date.parse('2026-07-02T02:29:58+08:00');
    await failure(ask('rating', code)).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await expect(ask('rating', code)).resolves.toBeDefined();
    expect(connector.maintenance).toEqual([{ every: 'day', from: '02:00', until: '02:30' }]);
    expect(connector.rates).toEqual([
      { calls: 5, per: 'second' },
      { calls: 5000, per: 'day' },
    ]);
  });

  test('calls are counted', async () => {
    const before = standIn.calls();
    await ask('penalty', code);
    expect(standIn.calls()).toBe(before + 1);
  });
});

describe('the bureau’s program, asked by hand', () => {
  const names = { appKey: 'appKey', sign: 'sign', time: 'requestTime' };
  type Parameters = Record<string, unknown>;
  const get = async (change: (good: Parameters) => Parameters | string, path = 'rating') => {
    nowMs += 1000;
    const good = { ...signedByMd5(names).prove(standIn.settings, nowMs).parameters, tyxydm: code };
    const url = `${standIn.settings['url']}/hjxy/api/${path}?data=${encodeURIComponent(JSON.stringify(change(good)))}`;
    return new TextDecoder('gb18030').decode(await (await fetch(url)).arrayBuffer()).slice(0, 12);
  };

  test.each<[string, string, (good: Parameters) => Parameters | string]>([
    ['a good question', '00', (good) => good],
    ['a signature in capitals', '96', (good) => ({ ...good, sign: String(good['sign']).toUpperCase() })],
    ['another key', '96', (good) => ({ ...good, appKey: 'other' })],
    ['a time that was not signed', '96', (good) => ({ ...good, requestTime: '20260701101500' })],
    ['no organisation', '97', (good) => ({ ...good, tyxydm: '' })],
    ['no signature', '97', (good) => ({ ...good, sign: undefined })],
    ['a number for a code', '98', (good) => ({ ...good, tyxydm: 1 })],
    ['what is no object', '98', () => '{'],
  ])('%s is answered with %s', async (_, wanted, change) => {
    expect(await get(change)).toBe(`{"code":"${wanted}"`);
  });

  test('penalties are not to be had by GET', async () => {
    expect(await get((good) => good, 'penalty')).toBe('{"code":"98"');
  });
});

describe('modes', () => {
  test.each([
    ['failing', 'DEPARTMENT_UNAVAILABLE'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ] as const)('%s is %s, each time', async (mode, meant) => {
    await standIn.setMode(mode);
    for (let times = 0; times < 5; times += 1) await failure(ask('rating', code)).toMatchObject({ code: meant });
    await standIn.setMode('normal');
    expect((await ask('rating', code)).rows).toHaveLength(2);
  });

  test('slow outlasts the timeout, and leaves nothing open', async () => {
    await standIn.setMode('slow');
    const by: Call = (request) => request(AbortSignal.timeout(100));
    await failure(ask('rating', code, { by })).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });
});
