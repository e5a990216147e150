import type { Row } from './row.ts';

/** An error, by the number that MySQL has for it. */
export interface ServerError {
  readonly code: number;
  readonly message: string;
}

export type Reply =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly error: ServerError }
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (string | null)[][] };

const selection =
  /^SELECT (?<list>.+?) FROM (?:"\w+"\.)?[`"](?<table>\w+)[`"](?: WHERE \([`"](?<stamp>\w+)[`"] > '(?<after>[^']*)' OR .+?)?(?: ORDER BY [`"](?<order>\w+)[`"])?(?: LIMIT (?<limit>\d+))?$/;
const harmless = /^(?:SET|BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|CLOSE)\b/i;
/** Stamps before this day say nothing: such rows are asked for always. */
const NO_STAMP_BEFORE = '1901-01-01';

/** Answers one statement of a read-only account, in the writing of either family of servers. */
export function answer(statement: string, tables: ReadonlyMap<string, readonly Row[]>): Reply {
  const plain = statement.replaceAll(/\s+/g, ' ').trim();
  if (harmless.test(plain)) return { kind: 'ok' };
  const groups = selection.exec(plain)?.groups;
  if (groups === undefined)
    return /^SELECT\b/i.test(plain)
      ? failed(1064, 'You have an error in your SQL syntax')
      : failed(1142, 'command denied to user');
  const rows = tables.get(groups['table']!.toUpperCase());
  if (rows === undefined) return failed(1146, `Table '${groups['table']}' doesn't exist`);
  const list = [...groups['list']!.matchAll(/[`"](\w+)[`"](?: AS [`"](\w+)[`"])?/g)].map(
    ([, column, label]) => [column!.toUpperCase(), label ?? column!] as const,
  );
  const unknown = list.find(([column]) => rows.length > 0 && rows[0]![column] === undefined);
  if (unknown !== undefined) return failed(1054, `Unknown column '${unknown[0]}' in 'field list'`);
  const limit = groups['limit'] === undefined ? rows.length : Number(groups['limit']);
  const found = newerThan(rows, groups['stamp']?.toUpperCase(), groups['after']);
  return {
    kind: 'rows',
    columns: list.map(([, label]) => label),
    rows: ordered(found, groups['order']?.toUpperCase())
      .slice(0, limit)
      .map((row) => list.map(([column]) => row[column] ?? null)),
  };
}

function failed(code: number, message: string): Reply {
  return { kind: 'error', error: { code, message } };
}

function newerThan(rows: readonly Row[], column: string | undefined, stamp: string | undefined): readonly Row[] {
  if (column === undefined || stamp === undefined) return rows;
  return rows.filter((row) => {
    const own = row[column] ?? null;
    return own === null || own > stamp || own < NO_STAMP_BEFORE;
  });
}

function ordered(rows: readonly Row[], column: string | undefined): readonly Row[] {
  if (column === undefined) return rows;
  const isNumber = rows.every((row) => /^\d{1,9}$/.test(row[column] ?? ''));
  return rows.toSorted((a, b) =>
    isNumber ? Number(a[column]) - Number(b[column]) : (a[column] ?? '') < (b[column] ?? '') ? -1 : 1,
  );
}
