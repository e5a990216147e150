import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import {
  answerTo,
  connectHousing,
  opened,
  read,
  recordSets,
  sampleFolder,
  setOf,
  vectors,
  type Service,
} from '../support/housing-construction.ts';
import { call, questionAbout } from '../support/asking.ts';
import { readBytes } from '../support/http-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';
import { createSmVerifier } from '../../subgraphs/protocols/http-sm-signature.ts';

type Expected = ExpectedAnswer & { request: { service: Service; tyshxydm: string; page: number } };
const { answers } = JSON.parse(readFileSync(join(sampleFolder, 'expected.json'), 'utf8')) as { answers: Expected[] };
const expectedOf = (sample: string) => answers.find((one) => one.sample === `samples/${sample}.response.http`)!;
const bytes = (sample: string) => readBytes(sampleFolder, `${sample}.response.http`);

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

function agree(expected: Expected, reading: ReturnType<typeof read>): void {
  const { actual, wanted } = comparable(reading, expected);
  expect(actual).toEqual(wanted);
  for (const secret of expected.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
}

describe('samples of the housing bureau, replayed byte by byte', () => {
  test.each(['qualification', 'penalty', 'none'])('%s gives what the interface expects', async (sample) => {
    const expected = expectedOf(sample);
    const { service, tyshxydm: code } = expected.request;
    agree(expected, read(service, await answerTo(replay, [bytes(sample)], { service, code })));
  });

  test('two pages of conduct are fetched one after the other, and give what is expected of each', async () => {
    const messages = [bytes('conduct-page1'), bytes('conduct-page2')];
    const { rows } = await answerTo(replay, messages, { service: 'conduct', code: '9151090420599001XY' });
    agree(expectedOf('conduct-page1'), read('conduct', { rows: rows.slice(0, 2) }));
    agree(expectedOf('conduct-page2'), read('conduct', { rows: rows.slice(2) }));
    expect(replay.requests.slice(-2).map((request) => opened(request).plain['page'])).toEqual([1, 2]);
  });

  test.each([
    ['error-4001', 'DEPARTMENT_REFUSED'],
    ['busy-5000', 'DEPARTMENT_BUSY'],
  ])('%s is %s', async (sample, code) => {
    await expect(answerTo(replay, [bytes(sample)])).rejects.toMatchObject({
      code,
      facts: { department: 'housing-construction' },
    });
  });

  test('no sample is left out', () => {
    const tried = ['qualification', 'penalty', 'none', 'conduct-page1', 'conduct-page2', 'error-4001', 'busy-5000'];
    expect(answers.map(({ sample }) => /\/([\w-]+)\./.exec(sample)![1]!).toSorted()).toEqual(tried.toSorted());
  });

  test("the bureau's own fields are read beside the uniform part", async () => {
    const facts = async (service: Service, ...samples: string[]) =>
      read(service, await answerTo(replay, samples.map(bytes), { service })).facts;
    expect((await facts('qualification', 'qualification'))[0]).toMatchObject({
      severity: null,
      fields: { licenceName: '建筑工程施工总承包', grade: '叁级' },
    });
    expect(await facts('conduct', 'conduct-page1', 'conduct-page2')).toMatchObject([
      {
        severity: 'ORDINARY',
        fields: {
          conduct: 'BAD',
          description: '详见认定文书',
          publicationFrom: '2025-04-25',
          publicationUntil: '2026-04-24',
          publicationOpenEnded: null,
        },
      },
      { severity: null, fields: { conduct: 'GOOD' } },
    ]);
    expect((await facts('penalty', 'penalty'))[0]).toMatchObject({
      severity: 'ORDINARY',
      fields: { penaltyTypes: ['罚款'] },
    });
  });
});

describe('the request', () => {
  const sent = async (service: Service, name: string | null = null) => {
    replay.play(bytes('none'));
    const system = connectHousing(replay.url);
    await system.ask(setOf(service).query, [questionAbout('9151090420599001XY', name)], call);
    await system.close();
    return opened(replay.requests.at(-1)!);
  };

  test.each(Object.keys(recordSets) as Service[])(
    'for %s goes to its own address, sealed and signed',
    async (service) => {
      const { head, plain } = await sent(service);
      expect(head['']).toBe(`POST /zjxy/v1/${service} HTTP/1.1`);
      expect(head['content-type']).toBe('text/plain; charset=utf-8');
      expect(head).toMatchObject({ 'x-app-id': 'aj-credit-01', 'x-timestamp': '1782872100000' });
      expect(head['x-nonce']).toMatch(/^[0-9a-f]{16,32}$/);
      const verifier = createSmVerifier(vectors.keys.caller.publicKey, vectors.keys.userId);
      const text = [head['x-app-id'], head['x-timestamp'], head['x-nonce'], head['x-digest']].join('&');
      expect(verifier.verify(text, head['x-sign']!)).toBe(true);
      expect(plain).toEqual({ tyshxydm: '9151090420599001XY', zzjgdm: '20599001X', dwmc: '', page: 1, size: 50 });
    },
  );

  test('names the organisation as its register does, and never the same nonce', async () => {
    const [one, other] = [await sent('penalty', '样例䶮川（遂宁）𠮷公司'), await sent('penalty')];
    expect(one.plain['dwmc']).toBe('样例䶮川（遂宁）𠮷公司');
    expect(one.head['x-nonce']).not.toBe(other.head['x-nonce']);
  });

  test('that is sent again is signed anew', async () => {
    const twice: typeof call = (request) => call(request).catch(() => call(request));
    await answerTo(replay, [bytes('busy-5000'), bytes('none')], { by: twice });
    const [first, second] = replay.requests.slice(-2).map((request) => opened(request).head['x-nonce']);
    expect(first).not.toBe(second);
  });
});
