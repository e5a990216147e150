import type { Sight } from '../../../schema/access/row-access.ts';
import type { Queries } from '../../database/database.ts';
import type { WithheldRows } from '../for-caller.ts';
import { readResults, type ScreeningResult } from './read.ts';

export const columns = [
  ['position', '序号 position'],
  ['creditCode', '统一社会信用代码 credit code'],
  ['state', '进展 state'],
  ['verdict', '结论 verdict'],
  ['reasons', '理由 reasons'],
  ['withheld', '无权查看的记录 records withheld'],
  ['receipt', '回执号 receipt'],
  ['decidedAt', '作出时刻 decided at'],
  ['fault', '错误 fault'],
] as const satisfies readonly (readonly [keyof ScreeningResult, string])[];

const pageSize = 500;

/** The results of a batch as rows of text, in order, a page at a time: however many there are, few are in memory. */
export async function* resultRows(
  queries: Queries,
  { id, sight }: { readonly id: string; readonly sight: Sight },
): AsyncGenerator<readonly string[]> {
  for (let after = 0; ;) {
    const page = await readResults(queries, id, { after, most: pageSize, sight });
    for (const result of page) yield columns.map(([name]) => cellOf(result[name]));
    if (page.length < pageSize) return;
    after = page.at(-1)!.position;
  }
}

function cellOf(value: ScreeningResult[keyof ScreeningResult]): string {
  return guarded(isList(value) ? value.map(wordOf).join(' ') : String(value ?? ''));
}

function isList(value: unknown): value is readonly (string | WithheldRows)[] {
  return Array.isArray(value);
}

function wordOf(one: string | WithheldRows): string {
  return typeof one === 'string' ? one : `${one.department}:${one.rows}`;
}

/** What a spreadsheet would take for a formula is written as text. */
export function guarded(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
