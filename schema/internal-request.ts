/** How a gateway tells its hosts in other processes who asks, so that they can believe it. */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Caller } from './caller.ts';
import { InternalRequestRefused } from './identity-errors.ts';
import { claimsOf, readCaller } from './read-caller.ts';
import { createSeenNonces } from './seen-nonces.ts';

/** What of a request is signed beside its headers. */
export interface InternalRequest {
  readonly method: string;
  /** As in the request line, query included. */
  readonly path: string;
  readonly body: string | Uint8Array;
}

export type SignInternally = (request: InternalRequest, caller: Caller | null) => Record<string, string>;
export type VerifyInternally = (
  request: InternalRequest,
  headerOf: (name: string) => string | undefined,
) => Caller | null;

export interface InternalParts {
  /** INTERNAL_KEY. */
  readonly key: string;
  /** Milliseconds of the epoch, of the machine's clock: gateway and host may show different days. */
  readonly now: () => number;
  /** How many nonces the verifying side remembers. */
  readonly mostNonces?: number;
}

/** How old, or how far ahead, a request may be. */
export const believedForMs = 60_000;
/** Some 50 MB when full. More than 1,600 requests a second are then believed for as many seconds less. */
const usualNonces = 100_000;

/** Headers that sign a request: who asks, when, a nonce, and HMAC-SHA256 over these, method, path and body. */
export function createInternalSigner({ key, now }: InternalParts): SignInternally {
  return (request, caller) => {
    const said = {
      'x-gateway-caller': Buffer.from(JSON.stringify(caller === null ? null : claimsOf(caller))).toString('base64url'),
      'x-gateway-time': String(now()),
      'x-gateway-nonce': randomUUID(),
    };
    return { ...said, 'x-gateway-signature': signatureOf(key, request, Object.values(said)).toString('hex') };
  };
}

/** Reads who asks. Throws InternalRequestRefused for a request that is unsigned, altered, old, or came before. */
export function createInternalVerifier({ key, mostNonces = usualNonces, now }: InternalParts): VerifyInternally {
  const seen = createSeenNonces({ forMs: believedForMs, most: mostNonces, now });
  return (request, headerOf) => {
    const [caller = '', time = '', nonce = '', signature = ''] = ['caller', 'time', 'nonce', 'signature'].map((name) =>
      headerOf(`x-gateway-${name}`),
    );
    if (signature === '') throw refused('unsigned');
    const wanted = signatureOf(key, request, [caller, time, nonce]);
    const given = Buffer.from(signature, 'hex');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw refused('the signature does not fit');
    const at = Number(time);
    if (!(Math.abs(now() - at) <= believedForMs)) throw refused('its time is not of this minute');
    if (!seen.isNew(nonce, at)) throw refused('it came before');
    return callerIn(caller);
  };
}

/** The parts cannot run into each other: none of them can hold a line break. */
function signatureOf(key: string, { body, method, path }: InternalRequest, said: readonly string[]): Buffer {
  const digest = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', key)
    .update(['gateway-1', method, path, digest, ...said].join('\n'))
    .digest();
}

function callerIn(header: string): Caller | null {
  const claims = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object | null;
  if (claims === null) return null;
  const read = readCaller(claims);
  if (!read.ok) throw refused(`its claims name no caller: ${read.fault}`);
  return read.caller;
}

function refused(reason: string): InternalRequestRefused {
  return new InternalRequestRefused(new Error(reason));
}
