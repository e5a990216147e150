import type { RecordGiven } from '../sections.ts';

type Placed = Pick<RecordGiven, 'documentOn' | 'department' | 'id'>;

/** Order of records: newest document first, undated last; a month or a year alone after its days. */
export function newestFirst(a: Placed, b: Placed): number {
  return compare(b.documentOn ?? '', a.documentOn ?? '') || compare(a.department, b.department) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
