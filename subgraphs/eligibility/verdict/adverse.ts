import { localDay } from '../../connector/timetable.ts';
import type { GreenChannelRule } from '../rules/green-channel-rule.ts';
import { beforeWindow, leavesWindowOn, spanOf } from './days.ts';
import type { Asked, RecordSeen } from './input.ts';
import type { Standing } from './measure-seen.ts';
import { named } from './named-record.ts';
import type { NotCounted, Reason } from './verdict.ts';

export interface AdverseJudging {
  readonly rule: GreenChannelRule;
  readonly asked: Asked;
  /** A positive record opens the channel: only what is still open stands against it. */
  readonly excused: boolean;
}

/** What one adverse record means, and for which verdict it speaks. */
export function judgeAdverse(
  department: string,
  record: RecordSeen,
  standing: Standing,
  judging: AdverseJudging,
): readonly Reason[] {
  const { asked, excused, rule } = judging;
  const own = named(department, record);
  const open = rule.openRecord !== null && isOpen(record, asked.on);
  const place = placeOf(record, rule, asked);
  const because = notCounted(record, standing, rule) ?? (place === 'OUTSIDE' && !open ? 'OUTSIDE_WINDOW' : null);
  if (because !== null) {
    return [{ kind: 'RECORD_NOT_COUNTED', clause: clauseOf(because, rule), speaksFor: null, record: own, because }];
  }
  if (standing.objection !== null) {
    const { objectionId } = standing.objection;
    const speaksFor = open || !excused ? 'DISPUTED' : null;
    return [{ kind: 'RECORD_DISPUTED', clause: rule.disputed.id, speaksFor, record: own, objectionId }];
  }
  const reasons: Reason[] = [];
  if (open) reasons.push({ kind: 'RECORD_OPEN', clause: rule.openRecord.id, speaksFor: 'NOT_ELIGIBLE', record: own });
  if (place === 'UNKNOWN') {
    const speaksFor = excused ? null : 'UNDETERMINED';
    reasons.push({ kind: 'RECORD_UNDATED', clause: rule.cleanYears.id, speaksFor, record: own });
  }
  if (place === 'INSIDE') {
    const leavesOn = leavesWindowOn(spanOf(record.documentOn)!.last, rule.cleanYears.years);
    const speaksFor = excused ? null : 'NOT_ELIGIBLE';
    reasons.push({ kind: 'RECORD_IN_WINDOW', clause: rule.cleanYears.id, speaksFor, record: own, leavesOn });
  }
  return reasons;
}

function notCounted(record: RecordSeen, { cleared }: Standing, { adverse }: GreenChannelRule): NotCounted | null {
  if (record.state === 'REVOKED') return 'REVOKED';
  if (cleared !== null) return cleared;
  if (adverse.neverKinds.includes(record.recordKind)) return 'KIND';
  if (adverse.alwaysKinds.includes(record.recordKind)) return null;
  return adverse.severities.includes(record.severity ?? adverse.unclassedAs) ? null : 'SEVERITY';
}

function clauseOf(because: NotCounted, rule: GreenChannelRule): string {
  if (because === 'OUTSIDE_WINDOW') return rule.cleanYears.id;
  return because === 'SEVERITY' || because === 'KIND' ? rule.adverse.id : rule.notCounted.id;
}

/** Runs on that day, as its own words say: a penalty that names no end, and is not open-ended, is done with its document. */
function isOpen({ documentOn, openEnded, state, validFrom, validUntil }: RecordSeen, on: string): boolean {
  if (state !== 'VALID') return false;
  const from = spanOf(validFrom ?? documentOn);
  if (from !== null && from.first > on) return false;
  const until = spanOf(validUntil);
  return until === null ? openEnded : until.last >= on;
}

/**
 * Where the document's date lies. A month or a year counts unless all of it is outside. No date, or one that is still
 * to come, says nothing; but a document cannot be younger than the end of what it ordered.
 */
function placeOf(record: RecordSeen, rule: GreenChannelRule, { nowMs, on }: Asked): 'INSIDE' | 'OUTSIDE' | 'UNKNOWN' {
  const before = beforeWindow(on, rule.cleanYears.years);
  const span = spanOf(record.documentOn);
  if (span === null || span.first > localDay(nowMs)) {
    const until = spanOf(record.validUntil);
    return until !== null && until.last <= before ? 'OUTSIDE' : 'UNKNOWN';
  }
  return span.last <= before || span.first > on ? 'OUTSIDE' : 'INSIDE';
}
