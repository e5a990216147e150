import { AnswerUnreadable } from './answer-unreadable.ts';
import { bodyDigest, type SmCipher } from './http-sm-cipher.ts';
import type { SmSigner, SmVerifier } from './http-sm-signature.ts';

/** A sealed text and the headers that vouch for it. */
export interface SmMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What makes a message unlike every other one. */
export interface SmStamp {
  readonly appId: string;
  readonly timestampMs: number;
  /** 16 to 32 hexadecimal digits in lower case, used once. */
  readonly nonce: string;
}

/** Why a message is not to be believed. */
export type SmFault = 'APP_ID' | 'FORM' | 'DIGEST' | 'SIGNATURE' | 'TIME';

/** Header names are written as the documents write them; received ones are in lower case. */
export function sealMessage(plain: string, stamp: SmStamp, { cipher, signer }: Sealing): SmMessage {
  const body = cipher.seal(plain);
  const digest = bodyDigest(body);
  const headers = {
    'X-App-Id': stamp.appId,
    'X-Timestamp': String(stamp.timestampMs),
    'X-Nonce': stamp.nonce,
    'X-Digest': digest,
    'X-Sign': signer.sign(signedText(stamp, digest)),
  };
  return { headers, body };
}

interface Sealing {
  readonly cipher: SmCipher;
  readonly signer: SmSigner;
}

interface Checking {
  readonly appId: string;
  readonly verifier: SmVerifier;
  readonly nowMs: number;
  /** How far the two clocks may be apart. */
  readonly windowMs: number;
}

/** Checks form, digest, signature and time of a received message, in this order; null: it is to be believed. */
export function faultOf({ headers, body }: SmMessage, { appId, verifier, nowMs, windowMs }: Checking): SmFault | null {
  const [time = '', nonce = '', digest = '', signature = ''] = ['timestamp', 'nonce', 'digest', 'sign'].map(
    (name) => headers[`x-${name}`],
  );
  if ((headers['x-app-id'] ?? appId) !== appId) return 'APP_ID';
  if (!/^\d{13}$/.test(time) || !/^[0-9a-f]{16,32}$/.test(nonce)) return 'FORM';
  if (bodyDigest(body) !== digest) return 'DIGEST';
  const stamp = { appId, timestampMs: Number(time), nonce };
  if (!verifier.verify(signedText(stamp, digest), signature)) return 'SIGNATURE';
  return Math.abs(nowMs - stamp.timestampMs) > windowMs ? 'TIME' : null;
}

/** The plain text of a message that passed every check; throws AnswerUnreadable otherwise. */
export function openMessage(message: SmMessage, cipher: SmCipher, checking: Checking): string {
  const fault = faultOf(message, checking);
  if (fault !== null) throw new AnswerUnreadable(`the signed answer fails its check: ${fault}`);
  return cipher.open(message.body);
}

function signedText({ appId, timestampMs, nonce }: SmStamp, digest: string): string {
  return `${appId}&${timestampMs}&${nonce}&${digest}`;
}
