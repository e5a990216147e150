import { createECDH, createHash, createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto';

/** Signs texts with SM2 and SM3 (GB/T 32918.2-2016): r‖s, 128 hexadecimal digits in lower case, never DER. */
export interface SmSigner {
  /** Uncompressed, 130 hexadecimal digits. */
  readonly publicKey: string;
  sign(text: string): string;
}

export interface SmVerifier {
  verify(text: string, signature: string): boolean;
}

// GB/T 32918.5-2017: coefficients and base point of the recommended curve, as they go into Z.
const CURVE = [
  'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
].join('');
// AlgorithmIdentifier: id-ecPublicKey on the curve 1.2.156.10197.1.301; PKCS #8 and SPKI around a bare key.
const ALGORITHM = '301306072a8648ce3d020106082a811ccf5501822d';
const PRIVATE_HEAD = `308187020100${ALGORITHM}046d306b0201010420`;
const PRIVATE_TAIL = 'a144034200';
const PUBLIC_HEAD = `3059${ALGORITHM}034200`;

/** Throws when the 64 hexadecimal digits are no private key of the curve. */
export function createSmSigner(privateKey: string, userId: string): SmSigner {
  const pair = createECDH('SM2');
  pair.setPrivateKey(privateKey, 'hex');
  const publicKey = pair.getPublicKey('hex');
  const document = PRIVATE_HEAD + privateKey + PRIVATE_TAIL + publicKey;
  const key = createPrivateKey({ key: Buffer.from(document, 'hex'), format: 'der', type: 'pkcs8' });
  const z = identityDigest(publicKey, userId);
  return {
    publicKey,
    // The one-shot functions of node:crypto would put a Z of an empty user id before the text; these take it as it is.
    sign: (text) => rawOf(createSign('sm3').update(z).update(text).sign(key)).toString('hex'),
  };
}

/** Throws when the 130 hexadecimal digits are no point of the curve. */
export function createSmVerifier(publicKey: string, userId: string): SmVerifier {
  const document = Buffer.from(PUBLIC_HEAD + publicKey, 'hex');
  const key = createPublicKey({ key: document, format: 'der', type: 'spki' });
  const z = identityDigest(publicKey, userId);
  return {
    verify(text, signature) {
      if (!/^[0-9a-f]{128}$/.test(signature)) return false;
      return createVerify('sm3')
        .update(z)
        .update(text)
        .verify(key, derOf(Buffer.from(signature, 'hex')));
    },
  };
}

/** Z: what binds a signature to the curve, the signer's key and user id. */
export function identityDigest(publicKey: string, userId: string): Buffer {
  const id = Buffer.from(userId);
  const length = Buffer.from([(id.length * 8) >> 8, (id.length * 8) & 0xff]);
  const points = Buffer.from(CURVE + publicKey.slice(2), 'hex');
  return createHash('sm3').update(length).update(id).update(points).digest();
}

/** r‖s of a DER signature of OpenSSL, whose lengths take one byte each. */
function rawOf(der: Buffer): Buffer {
  const rEnd = 4 + der[3]!;
  return Buffer.concat([der.subarray(4, rEnd), der.subarray(rEnd + 2)].map(inThirtyTwo));
}

function inThirtyTwo(integer: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(32), integer]).subarray(-32);
}

function derOf(raw: Buffer): Buffer {
  const parts = [raw.subarray(0, 32), raw.subarray(32)].map(derInteger);
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

/** The shortest form of a positive integer. */
function derInteger(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const shortest = first < 0 ? Buffer.alloc(1) : bytes.subarray(first);
  const content = shortest[0]! > 0x7f ? Buffer.concat([Buffer.alloc(1), shortest]) : shortest;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
}
