/** Why somebody asks: one code of the reviewed list in purposes.json, and a case where the code needs one. */
import type { Caller } from '../caller.ts';
import { CaseMissing, PurposeMissing, PurposeNotAllowed, PurposeUnknown } from '../access-errors.ts';
import list from './purposes.json' with { type: 'json' };

export interface Purpose {
  readonly code: string;
  /** Number of the case, as the caller writes it. */
  readonly case: string | null;
}

export interface PurposeCode {
  readonly code: string;
  /** Chinese and English. */
  readonly title: string;
  /** Roles that may declare it; `nobody`: callers who do not say who they are. */
  readonly roles: readonly string[];
  readonly needsCase: boolean;
}

/** As a request says it, unread. */
export interface DeclaredPurpose {
  readonly code: unknown;
  readonly case: unknown;
}

const caseNumber = /^(?=\S)[^\p{C}]{1,100}(?<=\S)$/u;

/** The codes that a gateway takes; those of development only in a demo. */
export function purposeCodes(demo: boolean): PurposeCode[] {
  return list
    .filter((one) => demo || !('demoOnly' in one))
    .map(({ code, title, roles, ...rest }) => ({ code, title, roles, needsCase: 'needsCase' in rest }));
}

/**
 * What a request declares -> its purpose; null: it declares none. Throws PurposeUnknown, PurposeNotAllowed or
 * CaseMissing for what it declares wrongly.
 */
export function readPurpose(
  { code, case: given }: DeclaredPurpose,
  codes: readonly PurposeCode[],
  caller: Caller | null,
): Purpose | null {
  if (code === undefined || code === null || code === '') return null;
  const known = codes.find((one) => one.code === code);
  if (known === undefined) throw new PurposeUnknown(named(offeredTo(caller, codes)));
  if (!isOffered(known, caller)) throw new PurposeNotAllowed(known.code, named(offeredTo(caller, codes)));
  if (typeof given === 'string' && caseNumber.test(given)) return { code: known.code, case: given };
  if (known.needsCase || (given !== undefined && given !== null && given !== '')) throw new CaseMissing(known.code);
  return { code: known.code, case: null };
}

/** The error for a request that needs a purpose and declares none. */
export function purposeMissing(codes: readonly PurposeCode[], caller: Caller | null): PurposeMissing {
  return new PurposeMissing(named(offeredTo(caller, codes)));
}

function offeredTo(caller: Caller | null, codes: readonly PurposeCode[]): PurposeCode[] {
  return codes.filter((one) => isOffered(one, caller));
}

function isOffered({ roles }: PurposeCode, caller: Caller | null): boolean {
  return roles.includes(caller?.role ?? 'nobody');
}

function named(codes: readonly PurposeCode[]): Record<string, string> {
  return Object.fromEntries(codes.map(({ code, title }) => [code, title]));
}
