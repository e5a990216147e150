import { createLocalBus } from '../schema/changes/local-bus.ts';
import type { Change, ChangeBus } from '../schema/changes/change.ts';
import { fictionalCodes } from '../demo/fictional-codes.ts';
import { as } from './support/callers.ts';
import { createAnsweringHost, morning, openAnswering, type Answering } from './support/answering.ts';
import type { Asked } from './support/gateway.ts';

/** Each test has organisations of its own, so that none has to wait until the change of another has settled. */
const codes = fictionalCodes(200);
let next = 0;
const nextCode = (): string => codes[next++]!;

const part = 'court { source { state } courtRulings { caseNumber } } stateTax { source { state } }';
const profile = `query Profile($code: CreditCode!) { organisation(creditCode: $code) { name creditCode ${part} } }`;
const batch = `query Batch($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { name creditCode ${part} } }`;
/** Of another shape: put together in the usual way, of what is kept. */
const withCondition = `query Chosen($code: CreditCode!, $all: Boolean!) {
  organisation(creditCode: $code) { creditCode court { courtRulings { caseNumber } } stateTax @include(if: $all) { source { state } } } }`;

const local = createLocalBus();
let isHeard = true;
const bus: ChangeBus = { ...local, isHeard: () => isHeard };
const analyst = as('analyst');
let here: Answering;
let code: string;

const ask = (query = profile, variables: Record<string, unknown> = { code }, headers = analyst) =>
  here.ask(query, variables, headers);
const origins = ({ body }: Asked) =>
  (body.extensions!['provenance'] as { department: string; from: string }[]).map(
    ({ department, from }) => `${department}: ${from}`,
  );
/** How often departments were asked for it. */
async function askedFor(...given: Parameters<typeof ask>): Promise<number> {
  here.asked();
  const { status } = await ask(...given);
  expect(status).toBe(200);
  return here.asked();
}

beforeAll(async () => {
  here = await openAnswering({ maxBytes: 0, fragmentBytes: 10_000_000 }, { host: createAnsweringHost(), changes: bus });
});
beforeEach(() => {
  isHeard = true;
  code = nextCode();
  Object.assign(here.host, { clockMs: morning, gate: Promise.resolve() });
  for (const said of [here.host.court, here.host.stateTax])
    Object.assign(said, { ruling: 'first', state: 'ANSWERED', freshForMs: 3_600_000 });
});
afterAll(() => here.close());

describe('what a department said of an organisation', () => {
  test('is put together into the same answer again, written down each time as it was the first time', async () => {
    await ask(); // The operation is known from now on.
    here.passMs(61_000);
    const first = await ask();
    here.passMs(5000);
    here.written();
    here.asked();
    const again = await ask();
    expect(here.asked()).toBe(0);
    expect(JSON.stringify(again.body.data)).toBe(JSON.stringify(first.body.data));
    expect(origins(first)).toEqual(['court: department', 'state-tax: department']);
    expect(origins(again)).toEqual(['court: fragment', 'state-tax: fragment']);
    expect(again.headers.get('age')).toBe('5');
    const [entry, ...others] = here.written();
    const [fresh] = (await ask(profile, { code }, { ...analyst, 'cache-control': 'no-cache' }), here.written());
    expect(others).toEqual([]);
    expect({ ...entry, id: '', at: '', requestId: '', sections: [] }).toEqual({
      ...fresh!,
      id: '',
      at: '',
      requestId: '',
      sections: [],
    });
    expect(entry!.sections).toHaveLength(2);
  });

  test('serves other operations, and batches', async () => {
    await ask();
    const others = [nextCode(), nextCode()];
    expect(await askedFor(batch, { codes: [others[0], code, others[1]] })).toBe(4);
    expect(await askedFor(batch, { codes: [others[1], code] })).toBe(0);
    expect(await askedFor(profile, { code: others[0] })).toBe(0);
    const { body } = await ask(batch, { codes: [others[1], code, others[1]] });
    const organisations = (body.data as unknown as { organisations: { creditCode: string }[] }).organisations;
    expect(organisations.map(({ creditCode }) => creditCode)).toEqual([others[1], code, others[1]]);
  });

  test('is kept for operations of any shape', async () => {
    expect(await askedFor(withCondition, { code, all: true })).toBe(2);
    expect(await askedFor(withCondition, { code, all: false })).toBe(0);
    const again = await ask(withCondition, { code, all: true });
    expect(origins(again)).toEqual(['court: fragment', 'state-tax: fragment']);
  });

  test.each<[string, () => Change, number]>([
    ['of one department costs one', () => ({ departments: ['court'], creditCodes: [code] }), 1],
    ['of all about the organisation costs all', () => ({ creditCodes: [code] }), 2],
    ['of another organisation costs nothing', () => ({ creditCodes: [nextCode()] }), 0],
    ['of a department that is not in it costs nothing', () => ({ departments: ['environment'] }), 0],
  ])('a change %s', async (_, change, count) => {
    await ask();
    const before = await ask();
    here.host.court.ruling = 'second';
    bus.publish(change());
    expect(await askedFor()).toBe(count);
    const [old, now] = [before, await ask()].map(({ body }) => JSON.stringify(body.data));
    expect(now).toBe(count === 0 ? old : old!.replace('first', 'second'));
  });

  test('one organisation of a batch that changed is asked about alone', async () => {
    const three = [nextCode(), nextCode(), nextCode()];
    await ask(batch, { codes: three });
    bus.publish({ departments: ['state-tax'], creditCodes: [three[1]!] });
    expect(await askedFor(batch, { codes: three })).toBe(1);
  });

  test('a change that comes while it is on its way keeps it from being kept', async () => {
    const gate = Promise.withResolvers<void>();
    here.host.gate = gate.promise;
    here.asked();
    const asking = ask();
    while (here.host.asked < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    bus.publish({ departments: ['court'], creditCodes: [code] });
    gate.resolve();
    await asking;
    expect(await askedFor()).toBe(1);
  });

  test('is not believed while changes are not heard', async () => {
    await ask();
    isHeard = false;
    expect(await askedFor()).toBe(2);
  });

  test('is asked for afresh where the client says so, and what that brings is kept', async () => {
    await ask();
    here.host.court.ruling = 'second';
    expect(await askedFor(profile, { code }, { ...analyst, 'cache-control': 'no-cache' })).toBe(2);
    expect(await askedFor()).toBe(0);
    expect(JSON.stringify((await ask()).body.data)).toContain('second');
  });

  test.each([
    ['within its minute', 59_000, 3_600_000, 0],
    ['after its minute', 61_000, 3_600_000, 2],
    ['when one has to be asked for anew', 5000, 5000, 1],
    ['beyond midnight in Asia/Shanghai', 13 * 3_600_000 + 45 * 60_000, 24 * 3_600_000, 2],
  ])('%s', async (_, passedMs, freshForMs, count) => {
    if (passedMs > 3_600_000) here.passMs(passedMs - 10_000);
    here.host.court.freshForMs = freshForMs;
    await ask();
    here.passMs(passedMs > 3_600_000 ? 10_000 : passedMs);
    expect(await askedFor()).toBe(count);
  });

  test('lives no longer for having been put together anew', async () => {
    await ask();
    here.passMs(40_000);
    await ask(withCondition.replace('{ source { state } }', '{ source { state asOf } }'), { code, all: true });
    await ask(profile.replace('Profile', 'Another'));
    here.passMs(25_000);
    expect(await askedFor(profile.replace('Profile', 'Another'))).toBe(2);
  });

  test.each(['UNAVAILABLE', 'STALE'])('that is %s is not kept, and what others said is', async (state) => {
    here.host.court.about.set(code, { state });
    await ask();
    expect(await askedFor()).toBe(1);
    here.host.court.about.set(code, { state: 'ANSWERED' });
    expect(JSON.stringify((await ask()).body.data)).not.toContain(state);
  });

  test.each<[string, () => typeof analyst]>([
    ['another role', () => as('officer:court')],
    ['another role of the same level', () => as('supervisor')],
    ['another purpose', () => as('analyst', 'CREDIT_REPORT', 'CASE-1')],
  ])('is not shared with %s', async (_, headers) => {
    await ask();
    expect(await askedFor()).toBe(0);
    expect(await askedFor(profile, { code }, headers())).toBe(2);
    expect(await askedFor(withCondition, { code: nextCode(), all: true })).toBe(2);
    expect(await askedFor(withCondition, { code: codes[next - 1], all: true }, headers())).toBe(2);
  });

  test('is not given to whom rights withhold it', async () => {
    await ask();
    await ask();
    const { body } = await ask(profile, { code }, as('representative:9151090420599001XY'));
    expect(body.data).toEqual({ organisation: null });
  });
});

/** How many answers were made of pieces. */
async function putTogether(): Promise<number> {
  const ready = (await (await fetch(`${here.url}/health/ready`)).json()) as { answers: { putTogether: number } };
  return ready.answers.putTogether;
}

/** Deterministic: a failure can be repeated. */
function createRandom(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const fields = [
  'name',
  'creditCode',
  'it: name',
  '__typename',
  'court { source { state } courtRulings { caseNumber } }',
  'verdicts: court { ...Rulings }',
  'stateTax { source { state department } }',
  'stateTax { stateTaxRulings { caseNumber } ... on DepartmentSection { source { state } } }',
  '... on Organisation { alias: stateTax { ...Rulings } }',
  'court @include(if: $some) { source { state } }',
  'court { courtRulings @skip(if: $some) { caseNumber } __typename }',
];
const fragment = 'fragment Rulings on DepartmentSection { source { state } __typename }';

test('answers are the same with and without what is kept, whatever is asked, changes, fails, and whoever asks', async () => {
  const host = here.host;
  const without = await openAnswering({ maxBytes: 0 }, { host, answers: null });
  const before = await putTogether();
  const random = createRandom(20_260_701);
  const one = <T>(from: readonly T[]): T => from[random(from.length)]!;
  const population = Array.from({ length: 5 }, nextCode);
  const queries = Array.from({ length: 9 }, (_, at) => {
    const chosen = (at % 3 === 0 ? fields : fields.slice(0, 7)).filter(() => random(3) === 0);
    const set = [...(chosen.length === 0 ? ['name'] : chosen), 'marked: creditCode'].join(' ');
    const used = set.includes('...Rulings') ? fragment : '';
    const isBatch = random(2) === 0;
    const [type, root] = isBatch
      ? ['[CreditCode!]!', 'organisations(creditCodes']
      : ['CreditCode!', 'organisation(creditCode'];
    return {
      isBatch,
      text: `query Q($of: ${type}${set.includes('$some') ? ', $some: Boolean = false' : ''}) { ${root}: $of) { ${set} } } ${used}`,
    };
  });
  const callers = [analyst, analyst, analyst, as('supervisor'), as('representative:9151090420599001XY')];
  try {
    for (let round = 0; round < 200; round += 1) {
      if (random(20) === 0) {
        const creditCode = one(population);
        const [department, said] = one([['court', host.court] as const, ['state-tax', host.stateTax] as const]);
        const state = one(['ANSWERED', 'ANSWERED', 'ANSWERED', 'UNAVAILABLE']);
        said.about.set(creditCode, { ruling: `of round ${round}`, state });
        bus.publish({ departments: [department], creditCodes: [creditCode] });
      }
      if (random(60) === 0) here.passMs(30_000);
      const { isBatch, text } = one(queries);
      const of = isBatch
        ? Array.from({ length: 1 + random(2) }, () => one(population))
        : one([...population, 'no code']);
      const variables = { of, ...(random(2) === 0 ? { some: random(2) === 0 } : {}) };
      const headers = one(callers);
      const [given, wanted] = await Promise.all([
        here.ask(text, variables, headers),
        without.ask(text, variables, headers),
      ]);
      expect(wanted.body.data).toBeDefined();
      const told = ({ body, status }: Asked) => ({ status, data: body.data, errors: body.errors });
      expect({ text, variables, ...told(given) }).toEqual({ text, variables, ...told(wanted) });
      expect(JSON.stringify(given.body.data)).toBe(JSON.stringify(wanted.body.data));
    }
    expect(await putTogether()).toBeGreaterThan(before + 10);
  } finally {
    await without.close();
  }
});
