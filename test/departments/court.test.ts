import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparable, type ExpectedAnswer } from '../support/expected.ts';
import {
  account,
  call,
  connectCourt,
  questionAbout,
  read,
  sampleBytes,
  sampleFolder,
  type List,
} from '../support/court.ts';
import { createReplay, type Replay } from '../support/replay.ts';

type Expected = ExpectedAnswer & { request: { TYPE: List; TYSHXYDM?: string } };
const { answers } = JSON.parse(readFileSync(join(sampleFolder, 'expected.json'), 'utf8')) as { answers: Expected[] };
const askedAbout = '91510904205990028Y';
const failures: Record<string, string> = {
  'busy-500': 'DEPARTMENT_BUSY',
  fault: 'DEPARTMENT_REFUSED',
  'wrong-password': 'DEPARTMENT_REFUSED',
};

describe('samples of the court, replayed byte by byte', () => {
  let replay: Replay;
  beforeAll(async () => void (replay = await createReplay()));
  afterAll(() => replay.close());

  const ask = async ({ request }: Expected, sample: string) => {
    replay.play(sampleBytes(sample));
    const system = connectCourt(replay.url);
    const question = questionAbout(request.TYSHXYDM ?? askedAbout);
    return system.ask({ TYPE: request.TYPE }, [question], call).finally(() => system.close());
  };

  for (const expected of answers) {
    const sample = expected.sample.replace('samples/', '');
    const failure = failures[sample.replace('.response.http', '')];
    if (failure !== undefined) {
      it(`${sample} is ${failure}`, async () => {
        await expect(ask(expected, sample)).rejects.toMatchObject({ code: failure, facts: { department: 'court' } });
      });
      continue;
    }
    it(`${sample} gives what the interface expects`, async () => {
      const reading = read(expected.request.TYPE, await ask(expected, sample));
      const { actual, wanted } = comparable(reading, expected);
      expect(actual).toEqual(wanted);
      for (const secret of expected.mustNotLeak ?? []) expect(JSON.stringify(reading)).not.toContain(secret);
    });
  }

  it('every sample that expects no answer has its own error', () => {
    const silent = answers.filter(({ source }) => source.outcome === 'UNAVAILABLE' || source.outcome === 'ERROR');
    const named = silent.map(({ sample }) => /\/([\w-]+)\./.exec(sample)![1]);
    expect(new Set(named)).toEqual(new Set(Object.keys(failures)));
  });

  it("the department's own fields are read beside the uniform part", async () => {
    const listings = read('SX', await ask(answers[0]!, 'sx-by-code.response.http'));
    expect(listings.facts[0]).toMatchObject({
      severity: 'SERIOUS',
      fields: {
        subjectName: '遂宁样例宏建建筑工程有限公司',
        basisDocumentNumber: null,
        filedOn: '2022-03-01',
        publishedOn: '2022-05-20',
        performance: '全部未履行',
        conduct: '违反财产报告制度',
      },
    });
    const cases = read('BZXR', await ask({ ...answers[1]! }, 'bzxr-by-orgcode.response.http'));
    expect(cases.facts[0]).toMatchObject({ severity: 'ORDINARY', remark: '案由:买卖合同纠纷 A&B<担保>' });
  });
});

describe('the request', () => {
  let replay: Replay;
  beforeAll(async () => void (replay = await createReplay()));
  afterAll(() => replay.close());

  const bodyOf = (message: Buffer) => message.subarray(message.indexOf('\r\n\r\n') + 4);

  it('is the sample request, byte by byte, but for the keys that it gives more', async () => {
    replay.play(sampleBytes('sx-none.response.http'));
    const system = connectCourt(replay.url);
    await system.ask({ TYPE: 'SX' }, [questionAbout('9151090420599001XY')], call);
    await system.close();
    const sent = replay.requests.at(-1)!;
    const sample = bodyOf(sampleBytes('sx-by-code.request.http')).toString('latin1');
    expect(bodyOf(sent).toString('latin1')).toBe(sample.replace('ZZJGDM&gt;&lt;', 'ZZJGDM&gt;20599001X&lt;'));
    expect(sent.toString('latin1')).toMatch(/^POST \/zxws\/ExecService\.asmx HTTP\/1\.1\r\n/);
    expect(sent.toString('latin1')).toContain('\r\nSOAPAction: "http://tempuri.org/QueryExecInfo"\r\n');
  });

  it('carries names and passwords in GB18030, escaped once for each of the two documents', async () => {
    replay.play(sampleBytes('sx-none.response.http'));
    const system = connectCourt(replay.url, { ...account, password: '<&"密' });
    await system.ask({ TYPE: 'SX' }, [questionAbout('91510904MAXXXX20XA', '样例䶮川(&)𠮷公司')], call);
    await system.close();
    const sent = new TextDecoder('gb18030').decode(bodyOf(replay.requests.at(-1)!));
    expect(sent).toContain('&lt;PWD&gt;&amp;lt;&amp;amp;&amp;quot;密&lt;/PWD&gt;');
    expect(sent).toContain('&lt;MC&gt;样例䶮川(&amp;amp;)𠮷公司&lt;/MC&gt;');
  });
});
