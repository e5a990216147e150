import {
  DepartmentBusy,
  DepartmentMaintenance,
  DepartmentRefused,
  DepartmentUnavailable,
  type DepartmentError,
} from '../../schema/errors.ts';
import type { Runtime } from '../connector/protocol.ts';
import type { HttpAnswer } from './http-client.ts';

/** What a code of the department's own means. */
export type Meaning = 'ROWS' | 'NONE' | Failure;
type Failure = 'REFUSED' | 'BUSY' | 'MAINTENANCE' | 'UNAVAILABLE';

/** Meanings by code; `5xxx` stands for the codes of four places that begin with 5 and are not named themselves. */
export type Codes = Readonly<Record<string, Meaning>>;

/** These systems do not say when they are free again. */
const BUSY_FOR_MS = 10_000;
const REFUSING = new Set([401, 403, 407]);

/** Meaning of a code; null outside of the table. */
export function meaningOf(codes: Codes, code: string): Meaning | null {
  if (Object.hasOwn(codes, code)) return codes[code]!;
  const family = /^\d{4}$/.test(code) ? `${code[0]}xxx` : '';
  return Object.hasOwn(codes, family) ? codes[family]! : null;
}

/** Throws for a meaning that is no answer. `why` goes to the log. */
export function refuseFailure(meaning: Meaning, why: string, runtime: Runtime): void {
  if (meaning !== 'ROWS' && meaning !== 'NONE') throw failureOf(meaning, why, runtime);
}

/** Throws for a status that says all there is to say, whatever the body. */
export function refuseStatus({ status }: HttpAnswer, runtime: Runtime): void {
  if (REFUSING.has(status)) throw failureOf('REFUSED', `HTTP ${status}`, runtime);
  if (status === 429) throw failureOf('BUSY', `HTTP ${status}`, runtime);
}

export function failureOf(meaning: Failure, why: string, { department, clock }: Runtime): DepartmentError {
  const cause = new Error(why);
  switch (meaning) {
    case 'REFUSED':
      return new DepartmentRefused({ department }, cause);
    case 'BUSY':
      return new DepartmentBusy({ department, retryAt: new Date(clock.now() + BUSY_FOR_MS).toISOString() }, cause);
    case 'MAINTENANCE':
      return new DepartmentMaintenance({ department }, cause);
    case 'UNAVAILABLE':
      return new DepartmentUnavailable({ department }, cause);
  }
}
