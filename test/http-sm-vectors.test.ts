import { createCipheriv, createECDH, createHash } from 'node:crypto';
import { bodyDigest, createSmCipher } from '../subgraphs/protocols/http-sm-cipher.ts';
import { readSmKeys } from '../subgraphs/protocols/http-sm-keys.ts';
import { faultOf, openMessage, sealMessage } from '../subgraphs/protocols/http-sm-message.ts';
import { createSmSigner, createSmVerifier, identityDigest } from '../subgraphs/protocols/http-sm-signature.ts';
import { settings, vectors } from './support/housing-construction.ts';

const { keys, request, response, standard, wrong } = vectors;
const cipher = createSmCipher(keys.sm4Key, keys.sm4Iv);
const callers = createSmVerifier(keys.caller.publicKey, keys.userId);
const departments = createSmVerifier(keys.department.publicKey, keys.userId);
const hex = (text: string) => Buffer.from(text, 'hex');

/** Order of the curve's base point, GB/T 32918.5-2017. */
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/** The signature that the standard's formula gives for a known k: r = e + x₁, s = (1 + d)⁻¹ (k − r d). */
function signatureFor(e: string, k: string, privateKey: string): string {
  const point = createECDH('SM2');
  point.setPrivateKey(k, 'hex');
  const x = BigInt(`0x${point.getPublicKey('hex').slice(2, 66)}`);
  const [digest, secret, d] = [e, k, privateKey].map((number) => BigInt(`0x${number}`));
  const r = (digest! + x) % n;
  const s = ((((secret! - r * d!) % n) + n) * power(1n + d!, n - 2n)) % n;
  return [r, s].map((number) => number.toString(16).padStart(64, '0')).join('');
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % n, exponent]; left > 0n; [square, left] = [(square * square) % n, left >> 1n])
    if (left & 1n) result = (result * square) % n;
  return result;
}

describe('the standards', () => {
  test('SM3 of abc', () => {
    expect(bodyDigest('abc')).toBe(standard.sm3_abc);
  });

  test('SM4 of one block', () => {
    const { key, plainHex, cipherHex } = standard.sm4_ecb_one_block;
    const block = createCipheriv('sm4-ecb', hex(key), null).setAutoPadding(false);
    expect(block.update(hex(plainHex)).toString('hex')).toBe(cipherHex);
  });
});

describe('every step of the document’s request', () => {
  test('the sealed body', () => {
    expect(Buffer.from(request['plain']!).toString('hex')).toBe(request['plainHex']);
    expect(Buffer.from(cipher.seal(request['plain']!), 'base64').toString('hex')).toBe(request['cipherHex']);
    expect(cipher.seal(request['plain']!)).toBe(request['body']);
    expect(cipher.open(request['body']!)).toBe(request['plain']);
  });

  test('the digest of the body as it is sent', () => {
    expect(bodyDigest(request['body']!)).toBe(request['digest']);
  });

  test('Z, and what is signed', () => {
    const z = identityDigest(keys.caller.publicKey, keys.userId);
    expect(z.toString('hex')).toBe(request['za']);
    expect(createHash('sm3').update(z).update(request['signInput']!).digest('hex')).toBe(request['e']);
    expect(Buffer.from(request['signInput']!).toString('hex')).toBe(request['signInputHex']);
  });

  test('the signature for the given k, which the caller’s key verifies', () => {
    const signature = signatureFor(request['e']!, request['k']!, keys.caller.privateKey);
    expect(signature).toBe(request['sign']);
    expect(callers.verify(request['signInput']!, signature)).toBe(true);
  });

  test('all headers but the signature, which is another one each time and as good', () => {
    const signer = createSmSigner(keys.caller.privateKey, keys.userId);
    const stamp = { appId: keys.appId, timestampMs: Number(request['timestamp']), nonce: request['nonce']! };
    const signatures = Array.from({ length: 200 }, () => {
      const { headers, body } = sealMessage(request['plain']!, stamp, { cipher, signer });
      const { 'X-Sign': signature = '', ...rest } = headers;
      expect(body).toBe(request['body']);
      expect(rest).toEqual({
        'X-App-Id': 'aj-credit-01',
        'X-Timestamp': request['timestamp'],
        'X-Nonce': request['nonce'],
        'X-Digest': request['digest'],
      });
      return signature;
    });
    // Two hundred are enough to meet r or s with a leading zero byte, and with a leading one bit.
    for (const signature of signatures) {
      expect(signature).toMatch(/^[0-9a-f]{128}$/);
      expect(callers.verify(request['signInput']!, signature)).toBe(true);
    }
    expect(new Set(signatures).size).toBe(200);
  });

  test('the public key belongs to the private one', () => {
    expect(createSmSigner(keys.caller.privateKey, keys.userId).publicKey).toBe(keys.caller.publicKey);
    expect(createSmSigner(keys.department.privateKey, keys.userId).publicKey).toBe(keys.department.publicKey);
  });
});

describe('every step of the document’s response', () => {
  const message = (over: Record<string, string> = {}, body = response['body']) => ({
    body: body!,
    headers: {
      'x-app-id': keys.appId,
      'x-timestamp': response['timestamp']!,
      'x-nonce': response['nonce']!,
      'x-digest': response['digest']!,
      'x-sign': response['sign']!,
      ...over,
    },
  });
  const checking = {
    appId: keys.appId,
    verifier: departments,
    nowMs: Number(response['timestamp']),
    windowMs: 300_000,
  };

  test('is opened with the department’s public key', () => {
    const z = identityDigest(keys.department.publicKey, keys.userId);
    const e = createHash('sm3').update(z).update(response['signInput']!).digest('hex');
    expect(signatureFor(e, response['k']!, keys.department.privateKey)).toBe(response['sign']);
    expect(openMessage(message(), cipher, checking)).toBe(response['plain']);
  });

  test.each([
    ['another body', message({}, request['body']), 'DIGEST'],
    ['another digest', message({ 'x-digest': request['digest']! }), 'DIGEST'],
    ['another nonce', message({ 'x-nonce': '0f1e2d3c4b5a6979' }), 'SIGNATURE'],
    ['another time', message({ 'x-timestamp': '1782872100121' }), 'SIGNATURE'],
    ['another application', message({ 'x-app-id': 'aj-credit-02' }), 'APP_ID'],
    ['the signature of the request', message({ 'x-sign': request['sign']! }), 'SIGNATURE'],
    ['a signature in capitals', message({ 'x-sign': response['sign']!.toUpperCase() }), 'SIGNATURE'],
    ['a signature of zeros', message({ 'x-sign': '0'.repeat(128) }), 'SIGNATURE'],
    ['a signature beyond the order', message({ 'x-sign': 'f'.repeat(128) }), 'SIGNATURE'],
    ['no signature', message({ 'x-sign': '' }), 'SIGNATURE'],
    ['a short nonce', message({ 'x-nonce': '0f1e2d3c4b5a697' }), 'FORM'],
    ['a time in seconds', message({ 'x-timestamp': '1782872100' }), 'FORM'],
  ])('with %s is not believed', (_, changed, fault) => {
    expect(faultOf(changed, checking)).toBe(fault);
    expect(() => openMessage(changed, cipher, checking)).toThrow(`the signed answer fails its check: ${fault}`);
  });

  test('is believed five minutes early and late, and not a millisecond more', () => {
    const at = (aheadMs: number) => faultOf(message(), { ...checking, nowMs: checking.nowMs + aheadMs });
    expect([-300_001, -300_000, 300_000, 300_001].map(at)).toEqual(['TIME', null, null, 'TIME']);
  });
});

describe('the four wrong forms', () => {
  const checking = { appId: keys.appId, verifier: callers, nowMs: Number(request['timestamp']), windowMs: 300_000 };
  const wrongly = (over: Record<string, string>) =>
    faultOf(
      {
        body: request['body']!,
        headers: {
          'x-timestamp': request['timestamp']!,
          'x-nonce': request['nonce']!,
          'x-digest': request['digest']!,
          'x-sign': request['sign']!,
          ...over,
        },
      },
      checking,
    );

  test('are told from the right one', () => {
    expect(wrongly({})).toBeNull();
    expect(wrongly({ 'x-digest': wrong['digestOverCipherBytes']! })).toBe('DIGEST');
    expect(wrongly({ 'x-digest': wrong['digestOverPlain']! })).toBe('DIGEST');
    expect(wrongly({ 'x-digest': wrong['digestUpperCase']! })).toBe('DIGEST');
    expect(wrongly({ 'x-sign': wrong['signDer']! })).toBe('SIGNATURE');
  });
});

describe('a body', () => {
  test.each([
    ['with a line break', `${request['body']!.slice(0, 76)}\n${request['body']!.slice(76)}`],
    ['in the Base64 of addresses', request['body']!.replaceAll('+', '-').replaceAll('/', '_')],
    ['without its padding', request['body']!.replace(/=+$/, '')],
    ['of half a block', request['body']!.slice(0, 20)],
    ['sealed with another key', createSmCipher('0'.repeat(32), keys.sm4Iv).seal('{}')],
    ['that is empty', ''],
  ])('%s is not opened', (_, body) => {
    expect(() => cipher.open(body)).toThrow('body');
  });
});

describe('the settings', () => {
  const read = (over: Record<string, string>) => readSmKeys({ ...settings, ...over }, 'any', keys.userId);

  test('are taken in either case, the public key also without its first byte', () => {
    const over = { publicKey: settings['publicKey']!.slice(2).toUpperCase(), sm4Key: keys.sm4Key.toUpperCase() };
    expect(read(over).verifier.verify(response['signInput']!, response['sign']!)).toBe(true);
    expect(read({}).signer.publicKey).toBe(keys.caller.publicKey);
  });

  test.each([
    ['privateKey', 'b682'],
    ['privateKey', '0'.repeat(64)],
    ['privateKey', 'f'.repeat(64)],
    ['publicKey', `04${'1'.repeat(128)}`],
    ['publicKey', keys.caller.privateKey],
    ['sm4Key', 'secret'],
    ['sm4Iv', ''],
  ])('%s of a wrong form is named, and not shown', (key, value) => {
    const name = expect.objectContaining({ message: expect.stringContaining(`setting ${key} of any`) });
    expect(() => read({ [key]: value })).toThrow(name as Error);
    if (value !== '') expect(() => read({ [key]: value })).not.toThrow(value);
  });
});
