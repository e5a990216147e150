import type { GreenChannelRule } from '../rules/green-channel-rule.ts';
import { beforeWindow, leavesWindowOn, spanOf } from './days.ts';
import type { OrganisationSeen } from './input.ts';
import type { Reason } from './verdict.ts';

/** What the register's status speaks for. One that nobody vouches for, or has judged, is not a good one. */
export function judgeStatus({ status }: OrganisationSeen, rule: GreenChannelRule): readonly Reason[] {
  const { accepted, excluded, id: clause } = rule.status;
  if (status !== null && accepted.includes(status)) return [];
  if (status !== null && excluded.includes(status))
    return [{ kind: 'STATUS_EXCLUDED', clause, speaksFor: 'NOT_ELIGIBLE', status }];
  return [{ kind: 'STATUS_UNKNOWN', clause, speaksFor: 'UNDETERMINED', status }];
}

/** Whether it has existed for all of the years that have to be clean; that must be certain, or certainly not. */
export function judgeAge(
  { establishedOn }: OrganisationSeen,
  rule: GreenChannelRule,
  { excused, on }: { readonly excused: boolean; readonly on: string },
): readonly Reason[] {
  const { years } = rule.cleanYears;
  const clause = rule.inExistence.id;
  const span = spanOf(establishedOn);
  const before = beforeWindow(on, years);
  if (span !== null && span.last <= before) return [];
  if (establishedOn === null || span === null || span.first <= before) {
    return [{ kind: 'ESTABLISHED_UNKNOWN', clause, speaksFor: excused ? null : 'UNDETERMINED', establishedOn }];
  }
  const oldEnoughOn = leavesWindowOn(span.last, years);
  return [{ kind: 'TOO_YOUNG', clause, speaksFor: excused ? null : 'NOT_ELIGIBLE', establishedOn, oldEnoughOn }];
}
