import { addMonths } from '../../../schema/working-days.ts';
import { spanOf } from '../../eligibility/verdict/days.ts';
import { standingOf, type MeasureSeen } from '../../eligibility/verdict/measure-seen.ts';
import { lackOf, type RecordGiven, type SectionGiven } from '../sections.ts';
import type { CheckRule, CreditLists } from './credit-list.ts';
import { entryOf, type Entry } from './entries.ts';
import type { ListReason } from './reason.ts';

export interface Checking {
  readonly sections: readonly SectionGiven[];
  /** As the register says it; null: it does not. */
  readonly status: string | null;
  readonly measures: readonly MeasureSeen[];
  readonly lists: CreditLists;
  readonly today: string;
}

/**
 * Everything that stands against the organisation's being on a red list, and everything that is not known. `since`: of
 * adverse records only those whose document is of that day or later count, and entries on adverse lists of any day.
 */
export function reasonsAgainst(checking: Checking, since: string | null = null): readonly ListReason[] {
  const { lists, sections, status } = checking;
  return [
    ...judgeStatus(status, lists.check),
    ...sections.flatMap(({ records }) =>
      (records ?? [])
        .filter(({ effect }) => effect === 'ADVERSE')
        .flatMap((record) => judgeRecord(record, checking, since)),
    ),
    ...sections.flatMap(lacking),
  ];
}

function judgeStatus(status: string | null, { status: words }: CheckRule): ListReason[] {
  if (status !== null && words.accepted.includes(status)) return [];
  if (status !== null && words.excluded.includes(status))
    return [{ kind: 'STATUS_EXCLUDED', speaksFor: 'EXCLUDED', status }];
  return [{ kind: 'STATUS_UNKNOWN', speaksFor: 'UNDETERMINED', status }];
}

function judgeRecord(record: RecordGiven, checking: Checking, since: string | null): ListReason[] {
  const { lists, measures, today } = checking;
  const { department } = record;
  if (record.state === 'REVOKED') return [];
  const found = weigh(record, entryOf(record, lists, today), { rule: lists.check, since, today });
  if (found === null) return [];
  const { cleared, objection } = standingOf(department, record.id, measures);
  if (cleared !== null) return [{ kind: 'RECORD_CLEARED', speaksFor: null, department, record }];
  if (objection !== null) return [{ kind: 'RECORD_DISPUTED', speaksFor: 'UNDETERMINED', department, record }];
  const speaksFor = found === 'RECORD_UNDATED' ? 'UNDETERMINED' : 'EXCLUDED';
  return [{ kind: found, speaksFor, department, record }];
}

interface Weighing {
  readonly rule: CheckRule;
  readonly since: string | null;
  readonly today: string;
}

/** As what a record stands against the organisation; null: it does not. */
function weigh(
  record: RecordGiven,
  entry: Entry | null,
  { rule, since, today }: Weighing,
): 'ADVERSE_LISTING' | 'ADVERSE_RECORD' | 'RECORD_UNDATED' | null {
  if (entry !== null && rule.excludingKinds.includes(entry.kind) && entry.term.inForce) return 'ADVERSE_LISTING';
  if (!rule.severities.includes(record.severity ?? rule.unclassedAs)) return null;
  const running = record.inForce && (record.openEnded || record.validUntil !== null);
  if (running && since === null) return 'ADVERSE_RECORD';
  const span = spanOf(record.documentOn);
  if (span === null || span.first > today) return 'RECORD_UNDATED';
  const inside = since === null ? span.last > addMonths(today, -rule.months) : span.last >= since;
  return inside ? 'ADVERSE_RECORD' : null;
}

function lacking(section: SectionGiven): ListReason[] {
  const lack = lackOf(section, { ofAdverse: true });
  if (lack === null) return [];
  const { department, source } = section;
  const about = { department, nextExpected: source.nextExpected };
  return [{ kind: `DEPARTMENT_${lack}`, speaksFor: 'UNDETERMINED', ...about }];
}
