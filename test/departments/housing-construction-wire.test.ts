import { readBureauKeys } from '../../demo/stand-ins/housing-construction/keys.ts';
import { createSmSigner } from '../../subgraphs/protocols/http-sm-signature.ts';
import { answerTo, connectHousing, none, open, page, sealed, setOf, vectors } from '../support/housing-construction.ts';
import { rowOf } from '../support/housing-construction-rows.ts';
import { call, nowMs, questionAbout } from '../support/asking.ts';
import { http } from '../support/http-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const row = rowOf.penalty({});
const failure = (...messages: Buffer[]) => expect(answerTo(replay, messages)).rejects;
const invalid = { code: 'DEPARTMENT_ANSWER_INVALID', facts: { department: 'housing-construction' } };

describe('a signed answer that fails a check is not used', () => {
  const stranger = createSmSigner(vectors.keys.caller.privateKey, vectors.keys.userId);
  const userless = createSmSigner(vectors.keys.department.privateKey, '');
  test.each([
    ['signed by somebody else', sealed(none, { signer: stranger })],
    ['signed with another user id', sealed(none, { signer: userless })],
    ['for another application', sealed(none, { appId: 'aj-credit-02' })],
    [
      'for another application, which its header hides',
      sealed(none, { appId: 'x', headers: { 'X-App-Id': 'aj-credit-01' } }),
    ],
    ['from more than five minutes ago', sealed(none, { timestampMs: nowMs - 300_001 })],
    ['from more than five minutes ahead', sealed(none, { timestampMs: nowMs + 300_001 })],
    ['with a nonce of another form', sealed(none, { nonce: 'ABCDEF0123456789' })],
    ['with another digest', sealed(none, { headers: { 'X-Digest': '0'.repeat(64) } })],
    ['without a digest', sealed(none, { headers: { 'X-Digest': '' } })],
    ['without a signature', sealed(none, { headers: { 'X-Sign': '' } })],
    ['without the word that it is signed', sealed(none, { headers: { 'X-Encrypted': '' } })],
    ['with another word', sealed(none, { headers: { 'X-Encrypted': 'true' } })],
  ])('%s', async (_, message) => {
    await failure(message).toMatchObject(invalid);
  });

  test('but it may leave the application out of its headers, as the document does not ask for it', async () => {
    expect((await answerTo(replay, [sealed(none, { headers: { 'X-App-Id': '' } })])).rows).toEqual([]);
  });

  test('given before to another question it is not used again', async () => {
    const message = sealed(none);
    replay.play(message);
    const system = connectHousing(replay.url);
    const ask = (code: string) => system.ask(setOf('penalty').query, [questionAbout(code)], call);
    expect((await ask('91510904MAXXXX015M')).rows).toEqual([]);
    expect((await ask('91510904MAXXXX015M')).rows).toEqual([]);
    await expect(ask('9151090420599001XY')).rejects.toMatchObject(invalid);
    await system.close();
  });

  test('what was remembered of answers is forgotten when their time stamps are too old', async () => {
    const clock = { at: nowMs, now: () => clock.at };
    const system = connectHousing(replay.url, {}, clock);
    for (let minutes = 0; minutes < 30; minutes += 6) {
      clock.at = nowMs + minutes * 60_000;
      replay.play(sealed(none, { timestampMs: clock.at }));
      expect((await system.ask(setOf('penalty').query, [questionAbout('91510904MAXXXX015M')], call)).rows).toEqual([]);
    }
    await system.close();
  });
});

describe('what nobody signed can only be a failure', () => {
  test.each([
    ['4000', 'DEPARTMENT_REFUSED'],
    ['4001', 'DEPARTMENT_REFUSED'],
    ['4002', 'DEPARTMENT_REFUSED'],
    ['4003', 'DEPARTMENT_REFUSED'],
    ['4004', 'DEPARTMENT_REFUSED'],
    ['4999', 'DEPARTMENT_REFUSED'],
    ['5000', 'DEPARTMENT_BUSY'],
    ['5001', 'DEPARTMENT_MAINTENANCE'],
    ['5999', 'DEPARTMENT_UNAVAILABLE'],
  ])('%s, signed or not, is %s', async (retCode, code) => {
    await failure(open({ ...none, retCode })).toMatchObject({ code });
    await failure(sealed({ ...none, retCode })).toMatchObject({ code });
  });

  test.each([
    ['success', open(page([row]))],
    ['success without rows', open(page([]))],
    ['no record', open(none)],
    ['a code outside the table', open({ ...none, retCode: '0002' })],
    ['a code of five digits', open({ ...none, retCode: '50000' })],
    ['no code', open({ retMsg: '成功' })],
    ['no JSON', open('系统繁忙')],
    ['a page', http('<html></html>', { headers: { 'Content-Type': 'text/html' } })],
    ['nothing', http('')],
  ])('%s is invalid', async (_, message) => {
    await failure(message).toMatchObject(invalid);
  });

  test('a server in front of it that has no answer is no answer; one that refuses, refuses', async () => {
    await failure(http('<html>502</html>', { status: 502 })).toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await failure(http('', { status: 403 })).toMatchObject({ code: 'DEPARTMENT_REFUSED' });
    const system = connectHousing('http://127.0.0.1:1');
    const asked = system.ask(setOf('penalty').query, [questionAbout('91510904MAXXXX015M')], call);
    await expect(asked).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
    await system.close();
  });
});

describe('a signed answer that contradicts itself is invalid', () => {
  const { cipher } = readBureauKeys();
  test.each([
    ['no record, with a row', { ...none, rows: [row] }],
    ['no record, with a total', { ...none, total: 3 }],
    ['success without a total', { ...page([row]), total: undefined }],
    ['success with a total that is no number', { ...page([row]), total: '一' }],
    ['success with a negative total', { ...page([row]), total: -1 }],
    ['success without rows', { ...page([]), rows: undefined }],
    ['rows that are no array', { ...page([row]), rows: { row } }],
    ['rows that are no objects', page([1])],
    ['more rows than its total', page([row, row], 1)],
    ['another page than was asked for', page([row], 1, 2)],
    ['a code outside the table', { ...none, retCode: '0002' }],
    ['a list', [none]],
    ['no JSON', '成功'],
  ])('%s', async (_, plain) => {
    await failure(sealed(plain)).toMatchObject(invalid);
  });

  test('rows with a status that is not 200', async () => {
    await failure(sealed(page([row]), { status: 500 })).toMatchObject(invalid);
  });

  test('less than it says, and a body that the seal does not fit', async () => {
    const good = sealed(page([row]));
    const cut = Buffer.from(good.toString('latin1').replace(/Content-Length: \d+/, 'Content-Length: 9999'), 'latin1');
    await failure(cut).toMatchObject(invalid);
    const other = cipher.seal(JSON.stringify(page([row, row])));
    const head = good
      .toString('latin1')
      .split('\r\n\r\n')[0]!
      .replace(/Content-Length: \d+/, `Content-Length: ${other.length}`);
    await failure(Buffer.from(`${head}\r\n\r\n${other}`)).toMatchObject(invalid);
  });
});
