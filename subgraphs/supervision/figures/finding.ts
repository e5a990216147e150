import { localDay } from '../../connector/timetable.ts';
import { share, type Contribution } from '../contribution.ts';
import { isIn } from '../period.ts';
import type { Counting } from './counting.ts';

/** A row that came into quarantine or the unlinked queue. */
export interface FindingRow {
  readonly department: string;
  readonly recordSet: string;
  readonly queue: 'quarantine' | 'unlinked';
  readonly rowRef: string;
  readonly reason: string;
  /** ISO instants. */
  readonly foundAt: string;
  readonly clearedAt: string | null;
}

/** Cleared after the period it was not cleared yet. */
export function countFinding(finding: FindingRow, { period }: Counting): readonly Contribution[] {
  const { clearedAt, department, foundAt, queue, reason, recordSet, rowRef } = finding;
  const on = localDay(Date.parse(foundAt));
  const common = { department, item: { kind: 'ROW', id: `${recordSet} ${rowRef}`, measureId: null, on } } as const;
  const cleared = clearedAt !== null && Date.parse(clearedAt) < Date.parse(period.end);
  const waiting = queue === 'quarantine' ? 'UNREADABLE_WAITING' : 'UNLINKED_WAITING';
  return [
    ...(isIn(period, foundAt)
      ? [{ ...common, metric: 'CORRECTION_RATE', group: `${queue} ${reason}`, ...share(cleared) } as const]
      : []),
    ...(cleared ? [] : [{ ...common, metric: waiting, group: recordSet, ...share(true) } as const]),
  ];
}
