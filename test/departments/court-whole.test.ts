import { askReplay, questionAbout } from '../support/court.ts';
import { http, result, row, soapAnswer } from '../support/court-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';

const code = '91510904MAXXXX20XA';
const name = '遂宁样例䶮川水务有限公司';
const one = row({ BH: 'SX1', BZXRMC: name, TYSHXYDM: code });
const body = (document: string) => http(soapAnswer(document));
const many = (count: number, prefix = 'SX') => Array.from({ length: count }, (_, at) => row({ BH: `${prefix}${at}` }));

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());
beforeEach(() => void replay.requests.splice(0));

const ask = (script: readonly Buffer[], question = questionAbout(code)) => askReplay(replay, script, question);
const names = async (...script: Buffer[]) => (await ask(script)).rows.map(({ cells }) => cells['BZXRMC']);
const failure = (...script: Buffer[]) => expect(ask(script)).rejects;

describe('Content-Length', () => {
  const whole = soapAnswer(result([one]));
  const bytes = http(whole).length - http('').length;
  it.each([
    ['more than the bytes received', http(whole, { length: bytes + 30 })],
    ['less than the bytes received', http(whole, { length: bytes - 30 })],
    ['less, by blanks behind the envelope', http(`${whole}      `, { length: bytes })],
    ['no number', http(whole, { length: Number.NaN })],
  ])('%s makes the answer invalid', async (_, answer) => {
    await failure(answer).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  it('is not missed where the connection is to stay open', async () => {
    const keep = http(`${whole}junk`, { length: bytes }).toString('latin1').replace('close', 'keep-alive');
    await failure(Buffer.from(keep, 'latin1')).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  it('missing leaves a truncated answer invalid', async () => {
    const truncated = Buffer.from(`HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${whole.slice(0, 300)}`);
    await failure(truncated).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });
});

describe('COUNT', () => {
  it.each(['3', '1', '', '二', '-2', '2.0'])('of %j with two rows is asked for again, then invalid', async (count) => {
    await failure(body(result(many(2), { count }))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
    expect(replay.requests).toHaveLength(2);
  });

  it('that is right at the second time is taken', async () => {
    expect(await names(body(result([one], { count: '2' })), body(result([one])))).toEqual([name]);
    expect(replay.requests).toHaveLength(2);
  });
});

describe('200 rows', () => {
  const named = questionAbout(code, name);
  it('may be cut: the codes alone are asked for, and what the name had found is kept', async () => {
    const { rows } = await ask(
      [body(result(many(200, 'N'))), body(result([row({ BH: 'N7' }), row({ BH: 'C1' })]))],
      named,
    );
    expect(rows).toHaveLength(201);
    expect(rows.filter(({ cells }) => cells['BH'] === 'N7')).toHaveLength(1);
    const [first, second] = replay.requests.map((request) => new TextDecoder('gb18030').decode(request));
    expect(first).toContain(`&lt;MC&gt;${name}&lt;`);
    expect(second).toContain('&lt;MC&gt;&lt;');
    expect(second).toContain(`&lt;TYSHXYDM&gt;${code}&lt;`);
  });

  it('for the codes alone are incomplete', async () => {
    await expect(ask([body(result(many(200)))], named)).rejects.toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
    await failure(body(result(many(200)))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  it('less one are whole, equal rows included', async () => {
    expect((await ask([body(result([...many(197), one, one]))], named)).rows).toHaveLength(199);
    expect(replay.requests).toHaveLength(1);
  });
});
