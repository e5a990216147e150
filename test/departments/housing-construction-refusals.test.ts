import { randomBytes } from 'node:crypto';
import type { StandIn } from '../../demo/district.ts';
import { knownOrganisations } from '../../demo/organisations.ts';
import { createStandIn } from '../../demo/stand-ins/housing-construction/stand-in.ts';
import { readSmKeys } from '../../subgraphs/protocols/http-sm-keys.ts';
import { sealMessage } from '../../subgraphs/protocols/http-sm-message.ts';
import { settings, vectors } from '../support/housing-construction.ts';

/** Only goes on, as the stand-in keeps its rate by it. */
let nowMs = Number(vectors.request['timestamp']);
const code = '9151090420599001XY';
const district = { clock: { now: () => nowMs }, seed: 7, organisations: knownOrganisations(), folder: () => '' };
let standIn: StandIn;
beforeAll(async () => void (standIn = await createStandIn(district)));
afterAll(() => standIn.close());

describe('the bureau’s program, asked by hand', () => {
  const keys = readSmKeys(settings, 'any', vectors.keys.userId);
  interface Message {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }
  const send = async ({ headers, body }: Message, path = 'penalty') => {
    nowMs += 1000;
    const url = `${standIn.settings['url']}/zjxy/v1/${path}`;
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    const text = await response.text();
    const plain = response.headers.get('x-encrypted') === '1' ? keys.cipher.open(text) : text;
    return (JSON.parse(plain) as { retCode: string }).retCode;
  };
  const stamp = () => ({ appId: keys.appId, timestampMs: nowMs, nonce: randomBytes(8).toString('hex') });
  const question = { tyshxydm: code, zzjgdm: '', dwmc: '', page: 1, size: 50 };
  const seal = (plain: unknown) => sealMessage(JSON.stringify(plain), stamp(), keys);

  test('the document’s own request is understood at its own time', async () => {
    const { body, timestamp, nonce, digest, sign } = vectors.request;
    const headers = { 'X-App-Id': keys.appId, 'X-Timestamp': timestamp!, 'X-Nonce': nonce!, 'X-Digest': digest! };
    const own = await createStandIn({ ...district, clock: { now: () => Number(timestamp) } });
    const post = async (over: Record<string, string>) => {
      const url = `${own.settings['url']}/zjxy/v1/qualification`;
      const all = { ...headers, 'X-Sign': sign!, ...over };
      return (await fetch(url, { method: 'POST', headers: all, body: body! })).headers.get('x-encrypted');
    };
    const { wrong } = vectors;
    for (const name of ['digestOverCipherBytes', 'digestOverPlain', 'digestUpperCase'])
      expect(await post({ 'X-Digest': wrong[name]! })).toBe('0');
    expect(await post({ 'X-Sign': wrong['signDer']! })).toBe('0');
    expect(await post({})).toBe('1');
    await own.close();
  });

  test('a nonce is good for once', async () => {
    const message = seal(question);
    expect(await send(message)).toBe('0001');
    expect(await send(message)).toBe('4003');
  });

  test.each<[string, string, () => Message]>([
    ['rows', '0000', () => seal({ ...question, tyshxydm: '91510904MAXXXX1702' })],
    ['no record', '0001', () => seal(question)],
    ['no organisation', '4000', () => seal({ ...question, tyshxydm: '' })],
    ['pages of more than fifty', '4000', () => seal({ ...question, size: 51 })],
    ['the page before the first', '4000', () => seal({ ...question, page: 0 })],
    ['no question', '4000', () => seal('')],
    ['an upper-case signature', '4001', () => changed(seal(question), 'X-Sign', (sign) => sign.toUpperCase())],
    ['an upper-case digest', '4001', () => changed(seal(question), 'X-Digest', (digest) => digest.toUpperCase())],
    [
      'a time that was not signed',
      '4001',
      () => changed(seal(question), 'X-Timestamp', (time) => `${Number(time) + 1}`),
    ],
    ['another application', '4004', () => changed(seal(question), 'X-App-Id', () => 'aj-credit-02')],
    ['a short nonce', '4000', () => sealMessage('{}', { ...stamp(), nonce: 'abc' }, keys)],
  ])('%s: %s', async (_, wanted, message) => {
    expect(await send(message())).toBe(wanted);
  });

  test('a service that it does not have', async () => {
    expect(await send(seal(question), 'permit')).toBe('4000');
  });

  function changed({ headers, body }: Message, name: string, change: (value: string) => string): Message {
    return { headers: { ...headers, [name]: change(headers[name]!) }, body };
  }
});
