import { addMonths } from '../../../schema/working-days.ts';
import type { GreenChannelRule } from '../rules/green-channel-rule.ts';
import type { BrokenUndertaking, Evidence } from './input.ts';
import type { MeasureSeen } from './measure-seen.ts';
import type { Reason } from './verdict.ts';

/** Matters that law keeps closed, restrictions that exclude, and undertakings that were not kept. */
export function judgeExclusions(
  { brokenUndertakings, matter, measures }: Evidence,
  rule: GreenChannelRule,
  on: string,
): readonly Reason[] {
  const { closedBecause } = matter;
  const closed: Reason[] =
    closedBecause === null
      ? []
      : [
          {
            kind: 'MATTER_CLOSED',
            clause: rule.matter.id,
            speaksFor: 'NOT_ELIGIBLE',
            matter: matter.code,
            because: closedBecause,
          },
        ];
  return [
    ...closed,
    ...measures.flatMap((measure) => judgeMeasure(measure, rule, on)),
    ...brokenUndertakings.flatMap((broken) => judgeUndertaking(broken, rule, on)),
  ];
}

function judgeMeasure({ facts, status }: MeasureSeen, { measures }: GreenChannelRule, on: string): readonly Reason[] {
  const { item, measureId, term } = facts;
  const running = term.startsOn <= on && (term.endsOn === null || on <= term.endsOn);
  if (!running || !measures.itemCodes.includes(item.code)) return [];
  const about = { clause: measures.id, measureId, itemCode: item.code, endsOn: term.endsOn };
  switch (status) {
    case 'IN_FORCE':
      return [{ kind: 'MEASURE_IN_FORCE', speaksFor: 'NOT_ELIGIBLE', ...about }];
    case 'SUSPENDED':
      return [{ kind: 'MEASURE_SUSPENDED', speaksFor: 'DISPUTED', ...about }];
    case 'NOTIFIED':
      // Ordered, and not carried out by anybody yet.
      return [{ kind: 'MEASURE_NOTIFIED', speaksFor: null, ...about }];
    case 'LIFTED':
    case 'REVOKED':
      return [];
    default:
      return status satisfies never;
  }
}

function judgeUndertaking(
  { acceptanceId, brokenOn }: BrokenUndertaking,
  { brokenUndertaking }: GreenChannelRule,
  on: string,
): readonly Reason[] {
  const { id, months } = brokenUndertaking;
  const barredUntil = months === null ? null : addMonths(brokenOn, months);
  if (brokenOn > on || (barredUntil !== null && barredUntil < on)) return [];
  return [{ kind: 'UNDERTAKING_BROKEN', clause: id, speaksFor: 'NOT_ELIGIBLE', acceptanceId, brokenOn, barredUntil }];
}
