import type { HeldRow, ListType } from './sample-rows.ts';

/** What a caller asked for: the elements of its REQ document. */
export interface Query {
  readonly TYPE: string;
  readonly TYSHXYDM: string;
  readonly ZZJGDM: string;
  readonly MC: string;
}

const MAX_ROWS = 200;
const lists: readonly string[] = ['SX', 'BZXR', 'XG', 'ZB'] satisfies ListType[];

export function isList(type: string): boolean {
  return lists.includes(type);
}

/**
 * Rows that fit any of the keys, and those that come with them: others of the same case and similar names. Never more
 * than two hundred.
 */
export function findRows(held: readonly HeldRow[], query: Query): HeldRow[] {
  const list = held.filter(({ type }) => type === query.TYPE);
  const found = new Set(list.filter(({ cells }) => fits(cells, query)).map(({ group }) => group));
  return list.filter(({ group }) => found.has(group)).slice(0, MAX_ROWS);
}

function fits(cells: HeldRow['cells'], { TYSHXYDM, ZZJGDM, MC }: Query): boolean {
  const same = (asked: string, column: string) => asked !== '' && plain(asked) === plain(cells[column] ?? '');
  return (
    same(TYSHXYDM, 'TYSHXYDM') ||
    same(ZZJGDM, 'ZZJGDM') ||
    (MC !== '' && plain(cells['BZXRMC'] ?? '').includes(plain(MC)))
  );
}

function plain(key: string): string {
  return key.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase();
}
