import { createLocalBus } from '../schema/changes/local-bus.ts';
import { checkCharacter, organisationCodeCheck } from '../schema/check-digits.ts';
import { as } from './support/callers.ts';
import { createAnsweringHost, morning, openAnswering, type Answering } from './support/answering.ts';
import type { Asked } from './support/gateway.ts';

/** Valid codes of nobody, one for each test, so that none has to wait until the change of another has settled. */
let last = 0;
function nextCode(): string {
  last += 1;
  const identity = `MAXXXX${String(last).padStart(2, '0')}`;
  const first17 = `91510904${identity}${organisationCodeCheck(identity)}`;
  return first17 + checkCharacter(first17);
}
let code: string;
let another: string;
const profile = `query Profile($code: CreditCode!) {
  organisation(creditCode: $code) { name court { source { state } courtRulings { caseNumber } } stateTax { source { state } } }
}`;
/** Without a name, in which all departments may have a part. */
const sections = profile.replace('{ name court', '{ court');
const analyst = as('analyst');
let here: Answering;
const bus = createLocalBus();

const ask = (headers = analyst, variables: Record<string, unknown> = { code }, query = profile) =>
  here.ask(query, variables, headers);
const ruling = ({ body }: Asked) =>
  (body.data as unknown as { organisation: { court: { courtRulings: { caseNumber: string }[] } } }).organisation.court
    .courtRulings[0]!.caseNumber;
const origins = ({ body }: Asked) =>
  (body.extensions!['provenance'] as { department: string; from: string }[]).map(({ from }) => from);

/** Asks twice, so that the operation is known and the answer is kept, if it is. */
async function warm(...given: Parameters<typeof ask>) {
  await ask(...given);
  await ask(...given);
  here.asked();
  here.written();
}

beforeAll(async () => {
  here = await openAnswering({}, { host: createAnsweringHost(), changes: bus });
});
beforeEach(() => {
  code = nextCode();
  another = nextCode();
  Object.assign(here.host, { clockMs: morning, asked: 0, gate: Promise.resolve() });
  for (const said of [here.host.court, here.host.stateTax])
    Object.assign(said, { ruling: 'first', state: 'ANSWERED', freshForMs: 3_600_000 });
});
afterAll(() => here.close());

describe('an answer that is kept', () => {
  test('is given again byte for byte, written down each time, with its age and where it came from', async () => {
    const first = await ask();
    expect(origins(first)).toEqual(['department', 'department']);
    expect(first.headers.get('age')).toBeNull();
    await ask();
    here.asked();
    here.written();
    here.passMs(5000);
    const again = await ask(analyst, { code }, profile);
    expect(again.body.data).toEqual(first.body.data);
    expect(origins(again)).toEqual(['answer', 'answer']);
    expect(again.headers.get('age')).toBe('5');
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect(again.headers.get('etag')).toBeNull();
    expect(again.headers.get('ratelimit-limit')).toBe('30000');
    expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect(here.asked()).toBe(0);
    const [entry, ...others] = here.written();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      requestId: again.headers.get('x-request-id'),
      caller: { role: 'analyst' },
      purpose: { code: 'DEVELOPMENT_TEST' },
      operation: { name: 'Profile' },
      organisations: [code],
      fields: ['Organisation.court', 'Organisation.name', 'Organisation.stateTax'],
    });
    expect(entry!.sections[0]).toMatchObject({ organisation: code, state: 'ANSWERED', asOf: expect.any(String) });
    const [fresh] = (await ask({ ...analyst, 'cache-control': 'no-cache' }), here.written());
    expect({ ...fresh, sections: [] }).toEqual({ ...entry, ...idsOf(fresh!), sections: [] });
    expect(here.lines.findLast(({ msg }) => msg === 'request')).toMatchObject({ operation: 'Profile', status: 200 });
  });

  test('is not given where the log refuses it', async () => {
    await warm();
    here.breakLog(new Error('disk full'));
    const refused = await ask();
    here.breakLog(null);
    expect(refused.status).toBe(503);
    expect(refused.body).toEqual({
      errors: [
        expect.objectContaining({ extensions: expect.objectContaining({ code: 'DISCLOSURE_LOG_UNAVAILABLE' }) }),
      ],
    });
    expect(here.asked()).toBe(0);
  });

  test('no-cache asks afresh, and what it brings is what is kept', async () => {
    await warm();
    here.host.court.ruling = 'second';
    expect(ruling(await ask())).toBe(`${code} first`);
    expect(ruling(await ask({ ...analyst, 'cache-control': 'no-cache' }))).toBe(`${code} second`);
    expect(here.host.requests.at(-1)!.fresh).toBe(true);
    here.asked();
    expect(ruling(await ask())).toBe(`${code} second`);
    expect(here.asked()).toBe(0);
  });

  test.each<[string, Parameters<typeof ask>[0], () => Record<string, unknown>]>([
    ['of another role', as('officer:court'), () => ({ code })],
    ['of another role of the same level', as('supervisor'), () => ({ code })],
    ['for another purpose', as('analyst', 'CREDIT_REPORT', 'CASE-1'), () => ({ code })],
    ['about another organisation', analyst, () => ({ code: another })],
    ['with another variable', analyst, () => ({ code, further: 1 })],
  ])('is no answer to the same question %s', async (_, headers, variables) => {
    await warm();
    expect((await ask(headers, variables())).body.data).toBeTruthy();
    expect(here.asked()).toBeGreaterThan(0);
  });

  test('is shared by callers of one role, each written down as who it is', async () => {
    await warm();
    await ask({ ...analyst, authorization: as('analyst').authorization! });
    expect(here.asked()).toBe(0);
    expect(here.written()).toHaveLength(1);
  });

  test('is one for a body however it is written', async () => {
    await warm();
    await fetch(`${here.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...analyst },
      body: `{ "variables": {"code": "${code}"},  "query": ${JSON.stringify(profile)} }`,
    });
    expect(here.asked()).toBe(0);
  });

  test('says what rights withhold, as the first one did', async () => {
    const clerk = as('representative:9151090420599001XY');
    await warm(clerk);
    const again = await ask(clerk);
    expect(again.body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UNAUTHORIZED_FIELD']);
    expect(again.body.data).toEqual({ organisation: null });
  });
});

function idsOf(entry: object) {
  const { at, id, requestId } = entry as { at: string; id: string; requestId: string };
  return { at, id, requestId };
}

describe('the life of an answer', () => {
  test.each<[string, () => void, number, boolean]>([
    ['within its minute', () => {}, 59_000, true],
    ['after its minute', () => {}, 61_000, false],
    ['before a part has to be asked for anew', () => void (here.host.court.freshForMs = 5000), 4000, true],
    ['when a part has to be asked for anew', () => void (here.host.court.freshForMs = 5000), 5000, false],
    ['with a part that its department did not give now', () => void (here.host.court.state = 'STALE'), 0, false],
    ['with a part that is missing', () => void (here.host.court.state = 'UNAVAILABLE'), 0, false],
    [
      'beyond midnight in Asia/Shanghai',
      () => void (here.host.clockMs = morning + 13 * 3_600_000 + 44 * 60_000 + 50_000),
      10_000,
      false,
    ],
  ])('%s', async (_, arrange, passedMs, isGiven) => {
    arrange();
    await warm();
    here.passMs(passedMs);
    await ask();
    expect(here.asked() === 0).toBe(isGiven);
    here.host.clockMs = morning;
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['what the schema is', '{ __schema { queryType { name } } organisation(creditCode: "A") { name } }', {}],
    ['a command', 'mutation { runErrand }', {}],
    ['what failed', '{ fault organisation(creditCode: "A") { court { source { state } } } }', {}],
    ['what names nobody', '{ __typename }', {}],
  ])('is none for %s', async (_, query, variables) => {
    const before = await given();
    for (let time = 0; time < 3; time += 1) await ask(analyst, variables, query);
    expect(await given()).toEqual(before);
  });
});

/** How many answers were given from what is kept. */
async function given(): Promise<unknown> {
  const ready = (await (await fetch(`${here.url}/health/ready`)).json()) as { answers: Record<string, number> };
  return ready.answers['given'];
}

describe('identical requests in flight', () => {
  const many = 20;
  async function together(fail: boolean): Promise<Asked[]> {
    await ask();
    bus.publish({ creditCodes: [code] });
    here.asked();
    here.written();
    const gate = Promise.withResolvers<void>();
    here.host.gate = gate.promise;
    const asking = Array.from({ length: many }, () => ask());
    while (here.host.asked < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (fail) gate.reject(new Error('gone'));
    else gate.resolve();
    const answers = await Promise.all(asking);
    here.host.gate = Promise.resolve();
    return answers;
  }

  test('share one execution, each written down', async () => {
    const answers = await together(false);
    expect(here.asked()).toBe(2);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
    expect(here.written()).toHaveLength(many);
  });

  test('share its failure', async () => {
    const answers = await together(true);
    expect(here.asked()).toBe(2);
    for (const { body } of answers) expect(body.errors).toHaveLength(2);
    here.asked();
    await ask();
    expect(here.asked()).toBe(2);
  });

  test('ask for themselves when the one who asked first has gone', async () => {
    await ask();
    bus.publish({ creditCodes: [code] });
    const gate = Promise.withResolvers<void>();
    here.host.gate = gate.promise;
    here.asked();
    const leaving = new AbortController();
    const left = fetch(`${here.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...analyst },
      body: JSON.stringify({ query: profile, variables: { code } }),
      signal: leaving.signal,
    }).catch(() => null);
    while (here.host.asked < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const staying = ask();
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving.abort();
    await left;
    while (here.host.asked < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    gate.resolve();
    expect(ruling(await staying)).toBe(`${code} first`);
    here.host.gate = Promise.resolve();
  });
});

describe('a change', () => {
  test.each<[string, () => Parameters<typeof bus.publish>[0], boolean]>([
    ['of this organisation', () => ({ creditCodes: [code] }), false],
    ['of this organisation at one department', () => ({ departments: ['court'], creditCodes: [code] }), false],
    ['of another organisation', () => ({ creditCodes: [another] }), true],
    ['of a department that is not in it', () => ({ departments: ['environment'] }), true],
    ['of a whole department in it', () => ({ departments: ['court'] }), false],
    ['of everything', () => ({}), false],
  ])('%s', async (_, change, isGiven) => {
    await warm(analyst, { code }, sections);
    here.host.court.ruling = 'second';
    bus.publish(change());
    expect(ruling(await ask(analyst, { code }, sections))).toBe(`${code} ${isGiven ? 'first' : 'second'}`);
  });

  test('that comes while the answer is on its way keeps it from being kept', async () => {
    await warm();
    const gate = Promise.withResolvers<void>();
    here.host.gate = gate.promise;
    const asking = ask({ ...analyst, 'cache-control': 'no-cache' });
    while (here.host.asked < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    bus.publish({ creditCodes: [code] });
    gate.resolve();
    await asking;
    here.asked();
    await ask();
    expect(here.asked()).toBe(2);
  });
});
