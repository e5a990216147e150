import { account, askReplay, questionAbout, sampleBytes } from '../support/court.ts';
import { http, result, row, soapAnswer } from '../support/court-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';

const code = '91510904MAXXXX20XA';
const name = '遂宁样例䶮川水务有限公司';
const one = row({ BH: 'SX1', BZXRMC: name, TYSHXYDM: code });
const body = (document: string) => http(soapAnswer(document));
const utf8 = (text: string) => http(Buffer.from(text));

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());
beforeEach(() => void replay.requests.splice(0));

const ask = (script: readonly Buffer[], question = questionAbout(code)) => askReplay(replay, script, question);
const names = async (...script: Buffer[]) => (await ask(script)).rows.map(({ cells }) => cells['BZXRMC']);
const failure = (...script: Buffer[]) => expect(ask(script)).rejects;

describe('bytes', () => {
  const declared = (charset: string) =>
    http(soapAnswer(result([one])), { head: `Content-Type: text/xml; charset=${charset}\r\n` });
  it.each(['utf-8', 'gb2312', 'big5', 'nonsense'])('are GB18030 though the header says %s', async (charset) => {
    expect(await names(declared(charset))).toEqual([name]);
  });

  it('of four bytes a character are read', async () => {
    expect(await names(body(result([row({ BZXRMC: '𠮷䶮㛃' })])))).toEqual(['𠮷䶮㛃']);
  });

  it('that begin with a mark of UTF-8 are read all the same', async () => {
    const bytes = http(soapAnswer(result([one])));
    const at = bytes.indexOf('\r\n\r\n') + 4;
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes.subarray(at)]);
    expect(await names(http(marked))).toEqual([name]);
  });

  it('in UTF-8 that are no Fault are not taken for GB18030', async () => {
    await failure(utf8(soapAnswer(result([one])))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  it('that are no GB18030 are refused', async () => {
    const broken = http(soapAnswer(result([one]).replace('水务', '~')));
    broken[broken.indexOf('~')] = 0xff;
    await failure(broken).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });
});

describe('codes', () => {
  it.each([
    ['E01', 'DEPARTMENT_REFUSED'],
    ['E02', 'DEPARTMENT_REFUSED'],
    ['E03', 'DEPARTMENT_REFUSED'],
    ['E05', 'DEPARTMENT_BUSY'],
    ['E04', 'DEPARTMENT_ANSWER_INVALID'],
    ['', 'DEPARTMENT_ANSWER_INVALID'],
    ['constructor', 'DEPARTMENT_ANSWER_INVALID'],
  ])('%j is %s', async (given, meant) => {
    await failure(body(result([], { code: given }))).toMatchObject({ code: meant });
  });

  it('1 is an answer without rows, and contradicts rows', async () => {
    expect(await names(body(result([], { code: '1' })))).toEqual([]);
    expect(await names(body('<RESULT><CODE>1</CODE></RESULT>'))).toEqual([]);
    await failure(body(result([one], { code: '1' }))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
    await failure(body(result([], { code: '1', count: '4' }))).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  it('a busy system is to be asked again in a minute', async () => {
    await failure(body(result([], { code: 'E05' }))).toMatchObject({ facts: { retryAt: '2026-07-01T02:16:00.000Z' } });
  });
});

describe('what is no answer of the department', () => {
  const page = '<html><body>服务器繁忙</body></html>';
  const fault = (given: string) =>
    soapAnswer('').replace(/<Query.*Response>/, `<soap:Fault><faultcode>${given}</faultcode></soap:Fault>`);
  it.each([
    ['a page with 500', http(page, { status: 500 }), 'DEPARTMENT_BUSY'],
    ['a page with 200', http(`\r\n<!DOCTYPE html>${page}`), 'DEPARTMENT_BUSY'],
    ['a page of XHTML in UTF-8', utf8(`<?xml version="1.0"?><!-- x --><!DOCTYPE html>${page}`), 'DEPARTMENT_BUSY'],
    ['a page with 403', http(page, { status: 403 }), 'DEPARTMENT_REFUSED'],
    ['nothing with 503', http('', { status: 503 }), 'DEPARTMENT_UNAVAILABLE'],
    ['nothing with 200', http(''), 'DEPARTMENT_ANSWER_INVALID'],
    ['rows with 500', http(soapAnswer(result([one])), { status: 500 }), 'DEPARTMENT_ANSWER_INVALID'],
    ['a redirect', http('', { status: 302, head: 'Location: http://127.0.0.1:1/\r\n' }), 'DEPARTMENT_ANSWER_INVALID'],
    ['a Fault of the server', http(fault('soap:Server'), { status: 500 }), 'DEPARTMENT_ANSWER_INVALID'],
    ['a Fault with 200', http(fault('soap:Client')), 'DEPARTMENT_REFUSED'],
    ['a Fault in GB18030', http(fault('soap:Client<!-- 错误 -->')), 'DEPARTMENT_REFUSED'],
    ['comments without a page', http('<!-- x -->'.repeat(99)), 'DEPARTMENT_ANSWER_INVALID'],
    ['no HTTP', Buffer.from('220 ready\r\n'), 'DEPARTMENT_ANSWER_INVALID'],
    ['a connection closed without a word', Buffer.alloc(0), 'DEPARTMENT_UNAVAILABLE'],
    ['nine megabytes', http(Buffer.alloc(9 * 1024 * 1024, 0x20)), 'DEPARTMENT_ANSWER_INVALID'],
  ])('%s is told apart', async (_, answer, meant) => {
    await failure(answer).toMatchObject({ code: meant });
  });

  it('a password is in no error, nor is anything of a row', async () => {
    const answers = [sampleBytes('wrong-password.response.http'), Buffer.alloc(0), body(result([one], { count: '9' }))];
    for (const answer of answers) {
      const error = (await ask([answer]).catch((given: unknown) => given)) as Error;
      const told = JSON.stringify([
        error,
        error.message,
        error.cause,
        (error.cause as Error).message,
        (error.cause as Error).stack,
      ]);
      expect(told).not.toContain(account.password);
      expect(told).not.toContain(name);
    }
  });
});
