import { officeRoles, type Caller, type OfficeRole } from './caller.ts';
import { readCreditCode } from './credit-code.ts';
import { folderName } from './department-names.ts';

/** Claims of a token, by the names under which issuers write them. */
export interface CallerClaims {
  readonly sub?: unknown;
  readonly role?: unknown;
  /** Of an officer: the folder of the department. */
  readonly department?: unknown;
  /** Of a representative: the organisation for which it speaks. */
  readonly credit_code?: unknown;
  /** The system through which the caller asks; may be left out. */
  readonly client?: unknown;
}

/** The claim that names no caller. */
export type CallerFault = 'SUBJECT' | 'ROLE' | 'DEPARTMENT' | 'CREDIT_CODE' | 'CLIENT';

type Outcome = { readonly ok: true; readonly caller: Caller } | { readonly ok: false; readonly fault: CallerFault };

/** An id as it may stand in a log and on a receipt: no blanks at its ends, no control characters. */
const name = /^(?=\S)[^\p{C}]{1,200}(?<=\S)$/u;

/**
 * Claims of a token whose signature was verified -> who asks. Claims that the role does not need are not read. The
 * role `gateway` belongs to this program alone, so no token can carry it. Never throws.
 */
export function readCaller({ sub, role, department, credit_code: code, client }: CallerClaims): Outcome {
  if (!isName(sub)) return { ok: false, fault: 'SUBJECT' };
  if (client !== undefined && !isName(client)) return { ok: false, fault: 'CLIENT' };
  const who = { id: sub, ...(client === undefined ? {} : { client }) };
  if (role === 'officer') {
    if (typeof department !== 'string' || department.length > 100 || !folderName.test(department))
      return { ok: false, fault: 'DEPARTMENT' };
    return { ok: true, caller: { ...who, role, department } };
  }
  if (role === 'representative') {
    const read = readCreditCode(code);
    if (!read.ok) return { ok: false, fault: 'CREDIT_CODE' };
    return { ok: true, caller: { ...who, role, creditCode: read.value.code } };
  }
  return isOfficeRole(role) ? { ok: true, caller: { ...who, role } } : { ok: false, fault: 'ROLE' };
}

/** The inverse: the claims that say who this is. */
export function claimsOf(caller: Caller): CallerClaims {
  const { id, role, client } = caller;
  return {
    sub: id,
    role,
    ...(caller.role === 'officer' ? { department: caller.department } : {}),
    ...(caller.role === 'representative' ? { credit_code: caller.creditCode } : {}),
    ...(client === undefined ? {} : { client }),
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && name.test(value);
}

function isOfficeRole(role: unknown): role is OfficeRole {
  return officeRoles.includes(role as OfficeRole);
}
