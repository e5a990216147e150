import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../../demo/district.ts';
import { generatedOrganisations, knownOrganisations } from '../../demo/organisations.ts';
import { createStandIn } from '../../demo/stand-ins/court/stand-in.ts';
import type { Call } from '../../subgraphs/connector/protocol.ts';
import { call, connectCourt, lists, questionAbout, read, sampleFolder, today, type List } from '../support/court.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';

type Expected = ExpectedAnswer & { request: { TYPE: List; TYSHXYDM?: string } };
const { answers } = JSON.parse(readFileSync(join(sampleFolder, 'expected.json'), 'utf8')) as { answers: Expected[] };
const generated = generatedOrganisations(7, 2026);
const organisations = [...knownOrganisations(), ...generated];
const code = '9151090420599001XY';
const morning = Date.parse(`${today}T10:15:00+08:00`);

let nowMs = morning;
let standIn: StandIn;
beforeAll(async () => {
  standIn = await createStandIn({ clock: { now: () => nowMs }, seed: 7, organisations, folder: () => '' });
});
afterAll(() => standIn.close());
beforeEach(() => standIn.setMode('normal'));
afterEach(() => void (nowMs = morning));

interface Asking {
  readonly settings?: Record<string, string>;
  readonly by?: Call;
  /** How long the clock goes on before the call: the stand-in keeps its rate. */
  readonly afterMs?: number;
}

async function ask(list: string, about: string, { settings, by = call, afterMs = 2000 }: Asking = {}) {
  nowMs += afterMs;
  const system = connectCourt(standIn.settings['url']!, settings ?? standIn.settings);
  const { name } = organisations.find(({ creditCode }) => creditCode === about)!;
  return system.ask({ TYPE: list }, [questionAbout(about, name)], by).finally(() => system.close());
}
const failure = (answer: Promise<unknown>) => expect(answer).rejects;

describe('the stand-in of the court and the connector', () => {
  const answered = answers.filter(({ source }) => source.outcome === 'ANSWERED' || source.outcome === 'NO_RECORD');
  it.each(answered.map((one) => [one.sample, one] as const))('agree on %s', async (_, expected) => {
    const { TYPE, TYSHXYDM = '91510904205990028Y' } = expected.request;
    const { actual, wanted } = comparable(read(TYPE, await ask(TYPE, TYSHXYDM)), expected);
    expect(actual).toEqual(wanted);
  });

  it('agree on the generated organisations, of which few have records and nobody personal data', async () => {
    const kept: string[] = [];
    const counts = { facts: 0, dropped: 0, unlinked: 0, rejected: 0, without: 0 };
    for (const { creditCode } of generated.slice(0, 300)) {
      for (const list of Object.keys(lists) as List[]) {
        const reading = read(list, await ask(list, creditCode));
        kept.push(JSON.stringify(reading));
        counts.facts += reading.facts.length;
        counts.dropped += reading.dropped.length;
        counts.unlinked += reading.unlinked.length;
        counts.rejected += reading.rejected.length;
        counts.without += reading.rows === 0 ? 1 : 0;
      }
    }
    expect(counts.facts).toBeGreaterThan(20);
    expect(counts.dropped).toBeGreaterThan(3);
    expect(counts.unlinked).toBeGreaterThan(0);
    expect(counts.rejected).toBeLessThan(10);
    expect(counts.without).toBeGreaterThan(1000);
    expect(kept.join()).not.toMatch(/\p{Script=Han}某[甲乙丙丁戊己庚辛壬癸]|510904190001/u);
  });

  it.each([
    ['a wrong password', 'SX', { user: 'ajxy', password: 'wrong' }],
    ['an unknown list', 'XX', undefined],
  ])('%s is refused', async (_, list, account) => {
    const asking = account === undefined ? {} : { settings: { ...standIn.settings, ...account } };
    await failure(ask(list, code, asking)).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
  });

  it('the sixty-first call within a minute finds it busy', async () => {
    nowMs += 3_600_000;
    for (let calls = 0; calls < 60; calls += 1) await ask('SX', code, { afterMs: 0 });
    await failure(ask('SX', code, { afterMs: 0 })).toMatchObject({ code: 'DEPARTMENT_BUSY' });
    await expect(ask('SX', code, { afterMs: 60_000 })).resolves.toBeDefined();
  });

  it.each(['2026-07-02T00:00', '2026-07-02T04:59', '2026-07-01T12:00', '2026-07-01T13:59'])(
    'nobody answers in the maintenance of %s',
    async (at) => {
      nowMs = Date.parse(`${at}:00+08:00`);
      await failure(ask('SX', code, { afterMs: 0 })).toMatchObject({ code: 'DEPARTMENT_BUSY' });
    },
  );

  it('calls are counted', async () => {
    const before = standIn.calls();
    await ask('SX', code);
    expect(standIn.calls()).toBe(before + 1);
  });
});

describe('modes', () => {
  it.each([
    ['failing', 'DEPARTMENT_BUSY'],
    ['garbage', 'DEPARTMENT_ANSWER_INVALID'],
    ['dead', 'DEPARTMENT_UNAVAILABLE'],
  ] as const)('%s is %s, each time', async (mode, meant) => {
    await standIn.setMode(mode);
    for (let times = 0; times < 4; times += 1) await failure(ask('SX', code)).toMatchObject({ code: meant });
    await standIn.setMode('normal');
    expect((await ask('SX', code)).rows).toHaveLength(3);
  });

  it('slow outlasts the timeout, and leaves nothing open', async () => {
    await standIn.setMode('slow');
    const by: Call = (request) => request(AbortSignal.timeout(100));
    await failure(ask('SX', code, { by })).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });
});

it('the service describes itself', async () => {
  const url = `${standIn.settings['url']}/zxws/ExecService.asmx`;
  const wsdl = await (await fetch(`${url}?WSDL`)).text();
  expect(wsdl).toContain(`<soap:address location="${url}"/>`);
  const text = await (await fetch(url, { method: 'POST', body: 'x' })).text();
  expect(text).toContain('<faultcode>soap:Client</faultcode>');
});
