import { AnswerUnreadable } from './answer-unreadable.ts';
import type { Cells, Rows } from './soap-reply.ts';

/** One call of the system, with an organisation named in one way. */
export type AskOnce<Way> = (way: Way) => Promise<Rows>;

/**
 * Everything that the system holds, asked for in the given ways, widest first. An answer that may be cut counts as
 * far as it goes, and the next, narrower way must make up for it; the last one must be whole.
 */
export async function gatherRows<Way>(
  ways: readonly Way[],
  maxRows: number,
  ask: AskOnce<Way>,
): Promise<readonly Cells[]> {
  let gathered: readonly Cells[] = [];
  for (const way of ways) {
    const rows = await countedRows(() => ask(way));
    const known = new Set(rows.map((row) => JSON.stringify(row)));
    gathered = [...gathered.filter((row) => !known.has(JSON.stringify(row))), ...rows];
    if (rows.length < maxRows) return gathered;
  }
  throw new AnswerUnreadable(`the answer may be cut at ${maxRows} rows`);
}

/** An answer whose count is wrong is void and asked for again, once. */
async function countedRows(ask: () => Promise<Rows>): Promise<readonly Cells[]> {
  const first = await ask();
  const { rows, counted } = first.counted ? first : await ask();
  if (!counted) throw new AnswerUnreadable('the number of rows is not the one stated');
  return rows;
}
