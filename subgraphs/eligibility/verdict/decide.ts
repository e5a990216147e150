import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import type { GreenChannelRule } from '../rules/green-channel-rule.ts';
import { judgeAdverse } from './adverse.ts';
import { changesOf } from './changes.ts';
import { beforeWindow } from './days.ts';
import { judgeExclusions } from './exclusions.ts';
import type { Asked, Evidence } from './input.ts';
import { standingOf } from './measure-seen.ts';
import { judgeAge, judgeStatus } from './organisation.ts';
import { findPositive } from './positive.ts';
import { judgeSections } from './sections.ts';
import { verdicts, type Outcome, type Reason, type Verdict } from './verdict.ts';

/**
 * Whether the organisation may use the green channel. Pure: the same evidence, day and instant give the same outcome.
 * Every reason is listed, also those that decide nothing; the verdict is the first in precedence that one speaks for.
 */
export function decideGreenChannel(evidence: Evidence, asked: Asked): Outcome {
  const { rule } = evidence;
  if (rule === null) {
    const reasons: Reason[] = [{ kind: 'NO_RULE', clause: null, speaksFor: 'UNDETERMINED' }];
    return { verdict: 'UNDETERMINED', edition: null, reasons, wouldChange: changesOf(reasons), sections: [] };
  }
  const sections = judgeSections(evidence, rule, asked);
  const positive = findPositive(sections, rule, evidence, asked.on);
  const judging = { rule, asked, excused: positive.undisputed.length > 0 };
  const adverse = sections.flatMap(({ section: { creditRecords, department } }) =>
    (creditRecords ?? [])
      .filter(({ effect }) => effect === 'ADVERSE')
      .flatMap((record) =>
        judgeAdverse(department, record, standingOf(department, record.id, evidence.measures), judging),
      ),
  );
  const age = judgeAge(evidence.organisation, rule, { excused: judging.excused, on: asked.on });
  const lacking = sections.flatMap(({ reasons }) => reasons);
  const clean = [...lacking, ...adverse, ...age].some(speaks) ? [] : cleanYears(rule, asked.on, judging.excused);
  const reasons = [
    ...lacking,
    ...judgeStatus(evidence.organisation, rule),
    ...judgeExclusions(evidence, rule, asked.on),
    ...adverse,
    ...age,
    ...positive.undisputed,
    // Without it the years may be clean all the same; then the dispute decides nothing.
    ...positive.disputed.map((one): Reason =>
      judging.excused || clean.length > 0 ? { ...one, speaksFor: null } : one,
    ),
    ...clean,
  ];
  return {
    verdict: verdictOf(reasons),
    edition: rule.edition,
    reasons,
    wouldChange: changesOf(reasons),
    sections: sections.map((one) => one.age),
  };
}

function speaks({ speaksFor }: Reason): boolean {
  return speaksFor !== null;
}

/** Said only where no positive record makes it needless. */
function cleanYears(rule: GreenChannelRule, on: string, excused: boolean): Reason[] {
  if (excused) return [];
  const since = dateOf(dayNumber(beforeWindow(on, rule.cleanYears.years)) + 1);
  return [{ kind: 'CLEAN_YEARS', clause: rule.cleanYears.id, speaksFor: 'ELIGIBLE', since }];
}

/** Nothing speaks for anything: nothing is known. */
function verdictOf(reasons: readonly Reason[]): Verdict {
  return verdicts.find((verdict) => reasons.some(({ speaksFor }) => speaksFor === verdict)) ?? 'UNDETERMINED';
}
