import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerTo, connectEnvironment, read, sampleFolder, setOf, type Service } from '../support/environment.ts';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import { call, questionAbout } from '../support/asking.ts';
import { readBytes, takeApart } from '../support/http-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';

type Expected = ExpectedAnswer & { request: { endpoint: Service; tyxydm?: string } };
const { answers } = JSON.parse(readFileSync(join(sampleFolder, 'expected.json'), 'utf8')) as { answers: Expected[] };
const failures: Record<string, string> = {
  'bad-sign': 'DEPARTMENT_REFUSED',
  'missing-key': 'DEPARTMENT_REFUSED',
  'failure-99': 'DEPARTMENT_UNAVAILABLE',
};

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

describe('samples of the environment bureau, replayed byte by byte', () => {
  const ask = ({ request }: Expected, sample: string) =>
    answerTo(replay, readBytes(sampleFolder, sample), request.endpoint, request.tyxydm);

  for (const expected of answers) {
    const sample = expected.sample.replace('samples/', '');
    const failure = failures[sample.replace('.response.http', '')];
    if (failure !== undefined) {
      test(`${sample} is ${failure}`, async () => {
        await expect(ask(expected, sample)).rejects.toMatchObject({
          code: failure,
          facts: { department: 'environment' },
        });
      });
      continue;
    }
    test(`${sample} gives what the interface expects`, async () => {
      const reading = read(expected.request.endpoint, await ask(expected, sample));
      const { actual, wanted } = comparable(reading, expected);
      expect(actual).toEqual(wanted);
      for (const secret of expected.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
    });
  }

  test('every sample that expects no answer has its own error', () => {
    const silent = answers.filter(({ source }) => source.outcome === 'UNAVAILABLE' || source.outcome === 'ERROR');
    expect(silent.map(({ sample }) => /\/([\w-]+)\./.exec(sample)![1]!).toSorted()).toEqual(
      Object.keys(failures).toSorted(),
    );
  });

  test("the bureau's own fields are read beside the uniform part", async () => {
    const facts = async (at: number, sample: string) =>
      read(answers[at]!.request.endpoint, await ask(answers[at]!, sample)).facts;
    expect(await facts(0, 'rating-by-code.response.http')).toMatchObject([
      { severity: null, fields: { grade: 'GREEN', year: 2024 } },
      { severity: 'MINOR', fields: { grade: 'YELLOW', year: 2017 } },
    ]);
    expect(await facts(2, 'permit-by-code.response.http')).toMatchObject([
      { fields: { licenceName: '排污许可证' } },
      { fields: { licenceName: '排污许可证' } },
    ]);
    expect(await facts(3, 'penalty-by-code.response.http')).toMatchObject([
      { severity: 'ORDINARY', fields: { penaltyTypes: ['罚款'], violation: '违反环境保护管理制度' } },
      { severity: 'SERIOUS', fields: { penaltyTypes: ['罚款', '责令停产停业'], withdrawnOn: '2020-03-01' } },
      { severity: 'MINOR', fields: { penaltyTypes: ['警告'] }, remark: expect.not.stringMatching(/\d/) },
    ]);
  });
});

describe('the request', () => {
  const sent = async (service: Service, name: string | null = null) => {
    replay.play(readBytes(sampleFolder, 'rating-none-array.response.http'));
    const system = connectEnvironment(replay.url);
    await system.ask(setOf(service).query, [questionAbout('91510904205990060A', name)], call);
    await system.close();
    return takeApart(replay.requests.at(-1)!);
  };
  const more = ['%2291510904205990060A%22%7D', '%2291510904205990060A%22%2C%22zzjgdm%22%3A%22205990060%22%7D'] as const;

  test('by GET is the sample request, but for the keys that it gives more', async () => {
    const sample = takeApart(readBytes(sampleFolder, 'rating-by-code.request.http'));
    expect((await sent('rating')).head['']).toBe(sample.head['']!.replace(...more));
    expect((await sent('permit')).head['']).toBe(sample.head['']!.replace('rating', 'permit').replace(...more));
  });

  test('by POST is the sample request, but for the keys that it gives more', async () => {
    const sample = takeApart(readBytes(sampleFolder, 'penalty-by-code.request.http'));
    const { head, body } = await sent('penalty');
    expect(head['']).toBe(sample.head['']);
    expect(head['content-type']).toBe(sample.head['content-type']);
    const code = sample.body.toString().replaceAll('915109042059900797', '91510904205990060A');
    expect(body.toString()).toBe(code.replace(...more));
  });

  test('names the organisation as its register does, whatever signs the name holds', async () => {
    const { head } = await sent('rating', '样例䶮川(&="+%）𠮷公司');
    const data = new URLSearchParams(head['']!.split(' ')[1]!.split('?')[1]).get('data')!;
    expect(JSON.parse(data)).toEqual({
      appKey: 'ajxy001',
      sign: 'd1c2635489f37bd79cfb263af4914554',
      requestTime: '20260701101500',
      tyxydm: '91510904205990060A',
      zzjgdm: '205990060',
      frdwmc: '样例䶮川(&="+%）𠮷公司',
    });
  });
});
