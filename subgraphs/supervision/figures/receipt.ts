import { localDay } from '../../connector/timetable.ts';
import type { Contribution } from '../contribution.ts';

/** One delivery as it was received, with what became of its rows. */
export interface ReceiptRow {
  readonly receiptId: string;
  readonly department: string;
  readonly recordSet: string;
  readonly name: string;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly counts: Readonly<Record<'rows' | 'facts' | 'unlinked' | 'rejected', number>>;
  readonly carriedOver: boolean;
}

export function countReceipt(receipt: ReceiptRow): readonly Contribution[] {
  const { carriedOver, counts, department, name, receiptId, receivedAt, recordSet } = receipt;
  const { facts, rejected, rows, unlinked } = counts;
  const on = localDay(Date.parse(receivedAt));
  const common = {
    department,
    item: { kind: 'DELIVERY', id: `${receiptId} ${recordSet} ${name}`, measureId: null, on },
    // Of deliveries from before the counting only the newest version is known.
    incomplete: carriedOver,
  } as const;
  const group = recordSet;
  return [
    { ...common, metric: 'ROWS_RECEIVED', group: `${recordSet} ${on.slice(0, 7)}`, numerator: rows, denominator: 1 },
    { ...common, metric: 'STORAGE_RATE', group, numerator: facts, denominator: facts + unlinked + rejected },
    { ...common, metric: 'COMPLIANCE_RATE', group, numerator: rows - rejected, denominator: rows },
    { ...common, metric: 'LINKED_RATE', group, numerator: facts, denominator: facts + unlinked },
    ...(rows === 0 ? [{ ...common, metric: 'ZERO_STATEMENTS', group, numerator: 1, denominator: 1 } as const] : []),
  ];
}
