import type { Queries } from '../../database/database.ts';
import type { Contribution } from '../contribution.ts';
import type { Counting } from '../figures/counting.ts';
import type { Overdue } from '../overdue.ts';

/** What is read: of which department, counted how. */
export interface Scope {
  readonly queries: Queries;
  readonly counting: Counting;
  /** Folder; null: all. */
  readonly department: string | null;
  /** Only what may be overdue is read, for those who look at nothing else. */
  readonly overdueOnly?: boolean;
}

/** What is counted of one thing, and where that thing stands in the order of its stream. */
export interface Counted {
  readonly key: string;
  readonly contributions: readonly Contribution[];
  readonly overdue: readonly Overdue[];
}

/**
 * Reads one source page by page, so that only a page is ever in memory. `from`: the key at which to begin, itself
 * included; null: at the beginning.
 */
export type ReadStream = (scope: Scope, from: string | null) => AsyncGenerator<Counted>;

/** Rows in pages: `read` gives the page behind, or from, a key, and a page that is not full is the last. */
export async function* pages<Row>(
  pageSize: number,
  from: string | null,
  read: (place: { readonly key: string | null; readonly inclusive: boolean }) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): AsyncGenerator<readonly Row[]> {
  let place = { key: from, inclusive: true };
  for (;;) {
    const page = await read(place);
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    place = { key: keyOf(page.at(-1)!), inclusive: false };
  }
}
