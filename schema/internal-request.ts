/** How a gateway tells its hosts in other processes who asks, so that they can believe it. */
import { createHmac, createSecretKey, hash, randomUUID, timingSafeEqual, type KeyObject } from 'node:crypto';
import { levels } from './access/marks.ts';
import { oncePerAsking, type Asking } from './asking.ts';
import type { CallerClaims } from './read-caller.ts';
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

export type SignInternally = (request: InternalRequest, asking: Asking) => Record<string, string>;
export type VerifyInternally = (request: InternalRequest, headerOf: (name: string) => string | undefined) => Asking;

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

/** Headers that sign a request: who asks and for what, when, a nonce, and HMAC-SHA256 over these, method, path and body. */
export function createInternalSigner({ key, now }: InternalParts): SignInternally {
  const secret = createSecretKey(key, 'utf8');
  const headerOf = oncePerAsking((asking) => Buffer.from(JSON.stringify(written(asking))).toString('base64url'));
  return (request, asking) => {
    const said = {
      'x-gateway-asking': headerOf(asking),
      'x-gateway-time': String(now()),
      'x-gateway-nonce': randomUUID(),
    };
    return { ...said, 'x-gateway-signature': signatureOf(secret, request, Object.values(said)).toString('hex') };
  };
}

/** Reads who asks, and for what. Throws InternalRequestRefused for a request that is unsigned, altered, old, or came before. */
export function createInternalVerifier({ key, mostNonces = usualNonces, now }: InternalParts): VerifyInternally {
  const seen = createSeenNonces({ forMs: believedForMs, most: mostNonces, now });
  const secret = createSecretKey(key, 'utf8');
  return (request, headerOf) => {
    const [asking = '', time = '', nonce = '', signature = ''] = ['asking', 'time', 'nonce', 'signature'].map((name) =>
      headerOf(`x-gateway-${name}`),
    );
    if (signature === '') throw refused('unsigned');
    const wanted = signatureOf(secret, request, [asking, time, nonce]);
    const given = Buffer.from(signature, 'hex');
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw refused('the signature does not fit');
    const at = Number(time);
    if (!(Math.abs(now() - at) <= believedForMs)) throw refused('its time is not of this minute');
    if (!seen.isNew(nonce, at)) throw refused('it came before');
    return askingIn(asking);
  };
}

/** The parts cannot run into each other: none of them can hold a line break. */
function signatureOf(key: KeyObject, { body, method, path }: InternalRequest, said: readonly string[]): Buffer {
  const digest = hash('sha256', body, 'hex');
  return createHmac('sha256', key)
    .update(['gateway-2', method, path, digest, ...said].join('\n'))
    .digest();
}

interface Written extends Pick<Asking, 'levels' | 'purpose'> {
  readonly rights?: readonly string[];
  readonly caller: CallerClaims | null;
}

function written({ caller, levels: seen, purpose, rights }: Asking): Written {
  return { caller: caller === null ? null : claimsOf(caller), levels: seen, rights, purpose };
}

/** Its signature fits, so a gateway wrote it; one of another edition may have written it otherwise. */
function askingIn(header: string): Asking {
  const text = Buffer.from(header, 'base64url').toString('utf8');
  const { caller, levels: seen, purpose, rights } = JSON.parse(text) as Written;
  const told = {
    purpose,
    levels: levels.filter((level) => seen.includes(level)),
    rights: rights ?? [],
    byGateway: true,
  };
  if (caller === null) return { caller, ...told };
  const read = readCaller(caller);
  if (!read.ok) throw refused(`its claims name no caller: ${read.fault}`);
  return { caller: read.caller, ...told };
}

function refused(reason: string): InternalRequestRefused {
  return new InternalRequestRefused(new Error(reason));
}
