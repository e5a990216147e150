import type { Caller } from '../../schema/caller.ts';
import { TokenMissing } from '../../schema/identity-errors.ts';
import { refuse } from './refusals.ts';

/** Who asks. @throws TokenMissing */
export function requireCaller(caller: Caller | null): Caller {
  if (caller === null) throw new TokenMissing();
  return caller;
}

/** Approval systems and officers put decisions on record. @throws TokenMissing, EligibilityRefused ACTION_NOT_ALLOWED */
export function requireDecider(caller: Caller | null): Caller {
  const known = requireCaller(caller);
  return known.role === 'approval' || known.role === 'officer' ? known : refuse('ACTION_NOT_ALLOWED');
}

/** Whether somebody may see what is kept about an organisation: representatives only what is their own. */
export function mayRead(caller: Caller, creditCode: string): boolean {
  return caller.role !== 'representative' || caller.creditCode === creditCode;
}

/** The role as it is kept with what somebody did: no person is named. */
export function capacityOf(caller: Caller): string {
  return caller.role === 'officer' ? `officer:${caller.department}` : caller.role;
}
