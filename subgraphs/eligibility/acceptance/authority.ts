import type { Caller } from '../../../schema/caller.ts';
import { capacityOf } from '../callers.ts';
import type { Matter } from '../matters/matter.ts';
import { refuse } from '../refusals.ts';

/** Approval systems, and officers of the department that handles the matter. @throws EligibilityRefused ACTION_NOT_ALLOWED */
export function requireHandler(caller: Caller, { department }: Pick<Matter, 'department'>): void {
  const handles = caller.role === 'approval' || (caller.role === 'officer' && caller.department === department);
  if (!handles) refuse('ACTION_NOT_ALLOWED');
}

/** Who did something, as it is kept. */
export function actorOf(by: Caller | 'gateway'): string {
  return by === 'gateway' ? by : capacityOf(by);
}
