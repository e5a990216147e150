import type { PublishedPart } from '../duty/published-part.ts';
import type { Column } from './column.ts';
import { courtListColumns } from './court-list-columns.ts';
import { licenceColumns } from './licence-columns.ts';
import { penaltyColumns } from './penalty-columns.ts';
import { withdrawalColumns } from './withdrawal-columns.ts';

/** The columns of a part of what is published. */
export const publishedColumns: Readonly<Record<PublishedPart, readonly Column[]>> = {
  LICENCE: licenceColumns,
  PENALTY: penaltyColumns,
  COURT_LIST: courtListColumns,
};

export function columnsOf(part: PublishedPart | 'WITHDRAWAL'): readonly Pick<Column, 'name' | 'title'>[] {
  return part === 'WITHDRAWAL' ? withdrawalColumns : publishedColumns[part];
}
