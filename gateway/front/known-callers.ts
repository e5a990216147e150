import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Purpose } from '../../schema/access/purpose.ts';
import { levels as allLevels, type Level } from '../../schema/access/marks.ts';
import type { Rights } from '../../schema/access/rights.ts';
import type { Caller } from '../../schema/caller.ts';
import type { Access } from '../access/access.ts';
import { clientKey } from '../limits/client-key.ts';
import { keysOf, type AskerKeys } from '../answers/asker.ts';

/** A caller whose token was verified a moment ago, and what follows from who it is. */
export interface KnownCaller {
  readonly caller: Caller | null;
  readonly rights: Rights | null;
  readonly levels: readonly Level[];
  /** By name. */
  readonly named: readonly string[];
  /** For whom rates are counted. */
  readonly client: string;
  /** By performance.now(): from then on its token has to be looked at again. */
  readonly believedUntil: number;
  /** Whether its token is good now, as the issuer's keys say. */
  isGoodNow(): Promise<boolean>;
  keysFor(purpose: Purpose | null): AskerKeys;
}

export interface KnownCallersParts {
  /** The caller of a token that was found good before; null: whoever has it goes the usual way, where it is verified. */
  readonly recall: (token: string) => Promise<Caller | null>;
  readonly access: Access | null;
}

/** Keys that an issuer withdraws are still believed for so long. */
const believedForMs = 10_000;
const mostTokens = 10_000;

/** Asks once in ten seconds whether a token is still good, and never beyond its end. Kept by digest: tokens are not. */
export function createKnownCallers({
  access,
  recall,
}: KnownCallersParts): (token: string) => Promise<KnownCaller | null> | KnownCaller {
  const known = new LRUCache<string, Promise<KnownCaller | null> | KnownCaller>({ max: mostTokens });
  return (token) => {
    const digest = hash('sha256', token, 'base64');
    const found = known.get(digest);
    if (found !== undefined && (found instanceof Promise || isBelieved(found))) return found;
    const reading = recall(token).then((caller) => {
      known.delete(digest);
      if (caller === null) return null;
      const forMs = Math.min(believedForMs, endOf(token) - Date.now());
      const believedUntil = performance.now() + forMs;
      const isGoodNow = async () => (await recall(token)) !== null;
      const one = knownCaller({ caller, client: clientKey(caller, ''), believedUntil, isGoodNow }, access);
      if (forMs > 0) known.set(digest, one);
      return one;
    });
    known.set(digest, reading);
    return reading;
  };
}

export function isBelieved({ believedUntil }: KnownCaller): boolean {
  return performance.now() < believedUntil;
}

export function knownCaller(
  who: Pick<KnownCaller, 'caller' | 'client' | 'believedUntil' | 'isGoodNow'>,
  access: Access | null,
): KnownCaller {
  const { caller } = who;
  const rights = access?.rightsOf(caller) ?? null;
  const levels = rights === null ? allLevels : [...rights.levels];
  const named = [...(rights?.rights ?? [])];
  const usual = new Map<string, AskerKeys>();
  const ofCases = new LRUCache<string, AskerKeys>({ max: 100 });
  return {
    ...who,
    rights,
    levels,
    named,
    keysFor(purpose) {
      const { case: number = null, code = '' } = purpose ?? {};
      const kept = number === null ? usual : ofCases;
      const name = number === null ? code : `${code} ${number}`;
      const known = kept.get(name);
      if (known !== undefined) return known;
      const keys = keysOf({ caller, levels, rights: named, byGateway: true, purpose }, access);
      kept.set(name, keys);
      return keys;
    },
  };
}

/** Of a verified token: when it ends, in milliseconds; what is no JWT says nothing. */
function endOf(token: string): number {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp } = payload as { readonly exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
