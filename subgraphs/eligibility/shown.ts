import type { Sight } from '../../schema/access/row-access.ts';
import { outcomeFor } from './for-caller.ts';
import type { GreenChannelRule } from './rules/green-channel-rule.ts';
import { clausesOf } from './rules/read-rule.ts';
import type { Evidence } from './verdict/input.ts';
import type { Outcome, Reason } from './verdict/verdict.ts';

/**
 * An outcome in the form of the schema, as far as whoever asks may see it. Fields that a reason's kind does not have are
 * left out, which is null there.
 */
export function shownOutcome(
  whole: Outcome,
  { matter, rule }: Pick<Evidence, 'matter' | 'rule'>,
  { on, sight }: { readonly on: string; readonly sight: Sight },
) {
  const { shown: outcome, withheld } = outcomeFor(whole, sight);
  const clauses = new Map((rule === null ? [] : clausesOf(rule)).map((clause) => [clause.id, clause]));
  return {
    ...outcome,
    matter: matter.code,
    on,
    withheld,
    reasons: outcome.reasons.map((reason) => ({
      ...reason,
      ...daysOf(reason),
      clause: reason.clause === null ? null : (clauses.get(reason.clause) ?? null),
    })),
  };
}

/** The days of a reason under the names of the schema: since, until (a last day), endsOn (from which it is gone). */
function daysOf(reason: Reason): Record<string, string | null> {
  switch (reason.kind) {
    case 'RECORD_IN_WINDOW':
      return { endsOn: reason.leavesOn };
    case 'RECORD_OPEN':
      return { until: reason.record.validUntil };
    case 'TOO_YOUNG':
      return { endsOn: reason.oldEnoughOn };
    case 'MEASURE_IN_FORCE':
    case 'MEASURE_SUSPENDED':
    case 'MEASURE_NOTIFIED':
      return { until: reason.endsOn, endsOn: null };
    case 'UNDERTAKING_BROKEN':
      return { since: reason.brokenOn, until: reason.barredUntil };
    default:
      return {};
  }
}

export function shownRule(rule: GreenChannelRule) {
  const { cleanYears, edition, inForceFrom, inForceUntil, mandatory, title } = rule;
  return {
    edition,
    title,
    inForceFrom,
    inForceUntil,
    years: cleanYears.years,
    mandatoryDepartments: mandatory.departments === 'EVERY' ? null : mandatory.departments,
    clauses: clausesOf(rule),
  };
}
