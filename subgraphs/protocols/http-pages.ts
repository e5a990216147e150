import { textOf } from '../connector/legacy-row.ts';
import { AnswerUnreadable } from './answer-unreadable.ts';
import type { FoundRow } from './http-json-rows.ts';

/** One page, and how many rows there are on all of them. */
export interface Page {
  readonly rows: readonly FoundRow[];
  readonly total: number;
}

export interface Paging {
  /** Column of the row's own key. */
  readonly key: string;
  /** Asks for one page; the first is 1. */
  readonly ask: (page: number) => Promise<Page>;
}

/** Rows about one organisation beyond which something is wrong with the numbers. */
const MAX_PAGES = 400;
/** How often a list that moved while it was read is read again. */
const ROUNDS = 3;

/**
 * All rows of a paged list. While it is read rows may come and go, so that one stands on two pages and counts once,
 * and another on none: then the list is read again. Throws AnswerUnreadable when it never becomes whole.
 */
export async function gatherPages(paging: Paging): Promise<FoundRow[]> {
  for (let round = 1; ; round += 1) {
    const { rows, whole, steady } = await readThrough(paging);
    if (whole && (steady || round === ROUNDS)) return rows;
    if (round === ROUNDS) throw new AnswerUnreadable('the pages never held as many rows as the answer says');
  }
}

interface Reading {
  readonly rows: FoundRow[];
  /** As many different rows as the last page says there are. */
  readonly whole: boolean;
  /** Nothing was seen to move meanwhile. */
  readonly steady: boolean;
}

async function readThrough({ key, ask }: Paging): Promise<Reading> {
  const found = new Map<string, FoundRow>();
  const totals = new Set<number>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { rows, total } = await ask(page);
    totals.add(total);
    const before = found.size;
    for (const [name, row] of named(rows, key, page)) found.set(name, row);
    const whole = found.size >= total;
    if (whole || found.size === before) return { rows: [...found.values()], whole, steady: totals.size === 1 };
  }
  throw new AnswerUnreadable('the pages never end');
}

/** A key that stands on one page more than once names as many rows; rows without a key are told apart by place. */
function named(rows: readonly FoundRow[], key: string, page: number): [string, FoundRow][] {
  const seen = new Map<string, number>();
  return rows.map((row, at) => {
    const own = textOf(row.cells, key);
    if (own === null) return [`${page} ${at}`, row];
    const nth = (seen.get(own) ?? 0) + 1;
    seen.set(own, nth);
    return [`${own} ${nth} of one page`, row];
  });
}
