import { officeRoles } from '../schema/caller.ts';
import { remedyOf } from '../schema/credit-code-remedies.ts';
import { readCreditCode } from '../schema/credit-code.ts';
import { folderName } from '../schema/department-names.ts';
import { readCaller, type CallerClaims } from '../schema/read-caller.ts';

export type TokenRole =
  | { readonly ok: true; readonly claims: CallerClaims }
  | {
      readonly ok: false;
      readonly code: 'ROLE_UNKNOWN' | 'DEPARTMENT_INVALID' | 'CREDIT_CODE_INVALID';
      readonly message: string;
    };

const office = officeRoles.join(', ');
const offered = `Roles are ${office}, officer:<department> and representative:<creditCode>.`;

/** `clerk`, `officer:court`, `representative:<creditCode>` -> the claims of an invented account with that role. */
export function readTokenRole(text: unknown): TokenRole {
  if (typeof text !== 'string') return { ok: false, code: 'ROLE_UNKNOWN', message: offered };
  const [, role = '', of] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (role === 'officer' && of !== undefined) return officerOf(of);
  if (role === 'representative' && of !== undefined) return representativeOf(of);
  const claims = { sub: `demo-${role}`, role, client: 'demo' };
  if (of !== undefined || !readCaller(claims).ok) return { ok: false, code: 'ROLE_UNKNOWN', message: offered };
  return { ok: true, claims };
}

function officerOf(department: string): TokenRole {
  const claims = { sub: `demo-officer-${department}`, role: 'officer', department, client: 'demo' };
  if (folderName.test(department) && readCaller(claims).ok) return { ok: true, claims };
  const message = 'After officer: stands the folder of a department, for instance officer:court or officer:state-tax.';
  return { ok: false, code: 'DEPARTMENT_INVALID', message };
}

function representativeOf(text: string): TokenRole {
  const read = readCreditCode(text);
  if (!read.ok) {
    const message = `${read.fault.message} ${remedyOf(read.fault)}`;
    return { ok: false, code: 'CREDIT_CODE_INVALID', message };
  }
  const { code } = read.value;
  const sub = `demo-representative-${code}`;
  return { ok: true, claims: { sub, role: 'representative', credit_code: code, client: 'demo' } };
}
