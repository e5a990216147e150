import iconv from 'iconv-lite';
import { answerTo, connectEnvironment, read, setOf } from '../support/environment.ts';
import { rowOf } from '../support/environment-rows.ts';
import { call, questionAbout } from '../support/asking.ts';
import { http } from '../support/http-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const utf8 = { headers: { 'Content-Type': 'application/json;charset=UTF-8' } };
const row = rowOf.penalty({ DWMC: '遂宁样例䶮川水务有限公司', TYSHXYDM: '91510904MAXXXX20XA' });
const good = JSON.stringify({ code: '00', msg: '成功', data: [row] });
const withData = (data: string) => `{"code":"00","msg":"成功","data":${data}}`;
const failure = (message: Buffer) => expect(answerTo(replay, message)).rejects;

describe('rows are found in every form in which a node writes them', () => {
  const gb18030 = iconv.encode(good, 'gb18030');
  const charsets: [string, Buffer][] = [
    ['UTF-8', http(good, utf8)],
    ['UTF-8 without a charset', http(good)],
    ['UTF-8 with a mark before it', http(`\uFEFF${good}`)],
    ['GB18030 without a charset', http(gb18030, { headers: { 'Content-Type': 'application/json' } })],
    ['GB18030 under the name of UTF-8', http(gb18030, utf8)],
    ['GB18030 under its own name', http(gb18030, { headers: { 'Content-Type': 'text/plain; charset=GB18030' } })],
    ['GB18030 under the name of GBK', http(gb18030, { headers: { 'Content-Type': 'text/html;charset=GBK' } })],
    ['UTF-8 under the name of GBK', http(good, { headers: { 'Content-Type': 'text/json; charset="gbk"' } })],
    ['UTF-8 under a name that nobody knows', http(good, { headers: { 'Content-Type': 'text/json; charset=utf8mb4' } })],
  ];
  test.each(charsets)('%s', async (_, message) => {
    expect(read('penalty', await answerTo(replay, message)).facts).toMatchObject([
      { creditCode: '91510904MAXXXX20XA', documentNumber: '安环罚〔2022〕8号', quality: [] },
    ]);
  });

  test('an array in a text', async () => {
    const message = http(withData(JSON.stringify(JSON.stringify([row]))));
    expect((await answerTo(replay, message)).rows).toHaveLength(1);
  });

  test('a code of eighteen digits without quotation marks, to the last digit', async () => {
    const digits = withData(JSON.stringify([rowOf.penalty({})])).replace('"91510904MAXXXX015M"', '915109042059900797');
    expect(read('penalty', await answerTo(replay, http(digits))).facts).toMatchObject([
      { creditCode: '915109042059900797' },
    ]);
  });

  test.each(['""', '[]', 'null', '"  "', '"[]"', '"null"'])('%s is no record', async (data) => {
    expect((await answerTo(replay, http(withData(data)))).rows).toEqual([]);
  });
});

describe('what cannot be relied on is invalid as a whole', () => {
  test.each([
    ['rows that are an object', withData('{"total":1}')],
    ['rows that are a number', withData('1')],
    ['rows that are a word', withData('"无"')],
    ['rows that are an object in a text', withData('"{\\"ID\\":\\"1\\"}"')],
    ['a row that is no object', withData('[null]')],
    ['a row that is an array', withData('[[1]]')],
    ['no rows at all, not even none', '{"code":"00","msg":"成功"}'],
    ['no code', '{"msg":"成功","data":[]}'],
    ['a code outside the table', '{"code":"01","data":[]}'],
    ['a code that is nearly right', '{"code":0,"data":[]}'],
    ['an array', '[]'],
    ['a word', '成功'],
    ['nothing', ''],
    ['half an answer', good.slice(0, good.length / 2)],
    ['an answer nested without end', withData('['.repeat(100_000) + ']'.repeat(100_000))],
  ])('%s', async (_, body) => {
    await failure(http(body, utf8)).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  test.each([
    ['bytes of no charset', http(Buffer.concat([Buffer.from('{"code":"00","msg":"'), Buffer.from([0xff, 0xff])]))],
    ['less than it says', http(good, { length: Buffer.byteLength(good) + 20 })],
    ['cut by its own length', http(good, { length: Buffer.byteLength(good) - 20 })],
    ['more than eight megabytes', http(withData(`"${' '.repeat(9_000_000)}"`))],
    ['no HTTP', Buffer.from('ORA-12541: TNS: no listener\r\n\r\n')],
    ['rows with a status that is not 200', http(good, { status: 500 })],
  ])('%s', async (_, message) => {
    await failure(message).toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID', facts: { department: 'environment' } });
  });
});

describe('a failure is told by what it means', () => {
  test.each([
    ['96', 'DEPARTMENT_REFUSED'],
    ['97', 'DEPARTMENT_REFUSED'],
    ['98', 'DEPARTMENT_REFUSED'],
    ['99', 'DEPARTMENT_UNAVAILABLE'],
  ])('code %s, whatever stands beside it', async (code, meant) => {
    for (const data of ['""', '[]', 'null', '[{"ID":"1"}]'])
      await failure(http(`{"code":"${code}","data":${data}}`)).toMatchObject({ code: meant });
  });

  const page = '<html><head><title>系统升级中</title></head></html>';
  test.each([
    ['a page', http(page, { headers: { 'Content-Type': 'text/html' } })],
    ['a page under the name of JSON', http(`\uFEFF \n<!DOCTYPE html>${page}`, utf8)],
    ['a page after a comment', http(`<!-- nginx -->${page}`)],
    ['a page in GBK', http(iconv.encode(page, 'gbk'), { headers: { 'Content-Type': 'text/html; charset=GBK' } })],
    [
      'a line of text in place of a page',
      http('系统升级中', { headers: { 'Content-Type': 'text/html;charset=UTF-8' } }),
    ],
    ['a way to a page', http('', { status: 302, headers: { Location: 'http://127.0.0.1:1/upgrade.html' } })],
    ['a page of the server before it', http(page, { status: 502 })],
    ['a server before it without a page', http('Bad Gateway', { status: 502 })],
  ])('%s is no answer', async (_, message) => {
    await failure(message).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test.each([
    [401, 'DEPARTMENT_REFUSED'],
    [403, 'DEPARTMENT_REFUSED'],
    [429, 'DEPARTMENT_BUSY'],
  ])('HTTP %i is %s', async (status, meant) => {
    await failure(http('', { status })).toMatchObject({ code: meant });
  });

  test('nobody there, and nobody answering in time, are no answer, and tell nothing of the account', async () => {
    const system = connectEnvironment('http://127.0.0.1:1');
    const asked = [questionAbout('91510904MAXXXX015M')] as const;
    const dead = system.ask(setOf('rating').query, asked, call);
    await expect(dead).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    const error = (await dead.catch((thrown: unknown) => thrown)) as Error;
    expect(JSON.stringify([error, error.cause, String(error.cause)])).not.toMatch(/ajxy001|secret|sign/i);
    const slow = system.ask(setOf('rating').query, asked, (request) => request(AbortSignal.abort()));
    await expect(slow).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await system.close();
  });
});

test('a request that is sent again is signed anew', async () => {
  replay.play(http('{"code":"99","data":""}'), http(withData('[]')));
  const system = connectEnvironment(replay.url);
  const twice: typeof call = (request) => call(request).catch(() => call(request));
  const answer = await system.ask(setOf('rating').query, [questionAbout('91510904MAXXXX015M')], twice);
  await system.close();
  expect(answer.rows).toEqual([]);
});

test('an address that already names the service is taken as it is', async () => {
  replay.play(http(withData('[]')));
  const system = connectEnvironment(`${replay.url}/hjxy/api/`);
  await system.ask(setOf('penalty').query, [questionAbout('91510904MAXXXX015M')], call);
  await system.close();
  expect(replay.requests.at(-1)!.toString()).toMatch(/^POST \/hjxy\/api\/penalty HTTP/);
});
