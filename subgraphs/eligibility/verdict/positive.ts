import { addMonths } from '../../../schema/working-days.ts';
import type { GreenChannelRule, PositiveClause } from '../rules/green-channel-rule.ts';
import { spanOf } from './days.ts';
import type { Evidence, RecordSeen } from './input.ts';
import { standingOf } from './measure-seen.ts';
import { named } from './named-record.ts';
import type { JudgedSection } from './sections.ts';
import type { Reason } from './verdict.ts';

export interface PositiveRecords {
  readonly undisputed: readonly Reason[];
  /** Would open the channel, were they not disputed; what they speak for depends on the rest. */
  readonly disputed: readonly Extract<Reason, { kind: 'RECORD_DISPUTED' }>[];
}

/** Current positive records of the kinds that the rule names, from departments whose answer can be relied on. */
export function findPositive(
  sections: readonly JudgedSection[],
  rule: GreenChannelRule,
  { measures }: Pick<Evidence, 'measures'>,
  on: string,
): PositiveRecords {
  const undisputed: Reason[] = [];
  const disputed: Extract<Reason, { kind: 'RECORD_DISPUTED' }>[] = [];
  for (const { age, section } of sections) {
    if (age.reliance !== 'RELIED_ON' && age.reliance !== 'INCOMPLETE') continue;
    for (const record of section.creditRecords ?? []) {
      const clause = rule.positive.find(({ recordKinds }) => recordKinds.includes(record.recordKind));
      const until = clause === undefined ? null : currentUntil(record, clause, on);
      if (clause === undefined || until === null) continue;
      const { cleared, objection } = standingOf(section.department, record.id, measures);
      const own = named(section.department, record);
      if (cleared === 'WITHDRAWN') continue;
      if (objection === null) {
        const last = until === 'OPEN' ? null : until;
        undisputed.push({
          kind: 'POSITIVE_RECORD',
          clause: clause.id,
          speaksFor: 'ELIGIBLE',
          record: own,
          until: last,
        });
      } else {
        const { objectionId } = objection;
        disputed.push({
          kind: 'RECORD_DISPUTED',
          clause: rule.disputed.id,
          speaksFor: 'DISPUTED',
          record: own,
          objectionId,
        });
      }
    }
  }
  return { undisputed, disputed };
}

/** The last day on which it is current; null: it is not. Begun for certain, and not over for certain. */
function currentUntil(record: RecordSeen, { monthsWithoutEnd }: PositiveClause, on: string): string | null {
  if (record.effect !== 'POSITIVE' || record.state !== 'VALID') return null;
  const from = spanOf(record.validFrom ?? record.documentOn);
  if (from === null || from.last > on) return null;
  const until = spanOf(record.validUntil);
  if (until !== null) return until.last >= on ? until.last : null;
  if (record.openEnded) return 'OPEN';
  const document = spanOf(record.documentOn);
  if (monthsWithoutEnd === null || document === null) return null;
  const last = addMonths(document.first, monthsWithoutEnd);
  return last >= on ? last : null;
}
