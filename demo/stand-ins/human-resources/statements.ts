import type { Row } from './sample-rows.ts';

/** An error as this server gives it. */
export interface ServerError {
  readonly code: number;
  readonly message: string;
}

export type Reply =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error'; readonly error: ServerError }
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (string | null)[][] };

const selection = /^SELECT (?<list>.+) FROM `(?<table>\w+)`(?: ORDER BY `(?<order>\w+)`)?(?: LIMIT (?<limit>\d+))?$/;
const harmless = /^(?:SET|START TRANSACTION|COMMIT|ROLLBACK)\b/i;

/** Answers one statement of a read-only account. */
export function answer(statement: string, tables: ReadonlyMap<string, readonly Row[]>): Reply {
  const plain = statement.replaceAll(/\s+/g, ' ').trim();
  if (harmless.test(plain)) return { kind: 'ok' };
  const groups = selection.exec(plain)?.groups;
  if (groups === undefined)
    return /^SELECT\b/i.test(plain)
      ? failed(1064, 'You have an error in your SQL syntax')
      : failed(1142, 'command denied to user');
  const rows = tables.get(groups['table']!);
  if (rows === undefined) return failed(1146, `Table 'jbqz.${groups['table']}' doesn't exist`);
  const list = [...groups['list']!.matchAll(/`(\w+)`(?: AS `(\w+)`)?/g)];
  const unknown = list.find(([, column]) => rows.length > 0 && rows[0]![column!] === undefined);
  if (unknown !== undefined) return failed(1054, `Unknown column '${unknown[1]}' in 'field list'`);
  const limit = groups['limit'] === undefined ? rows.length : Number(groups['limit']);
  return {
    kind: 'rows',
    columns: list.map(([, column, label]) => label ?? column!),
    rows: ordered(rows, groups['order'])
      .slice(0, limit)
      .map((row) => list.map(([, column]) => row[column!] ?? null)),
  };
}

function failed(code: number, message: string): Reply {
  return { kind: 'error', error: { code, message } };
}

function ordered(rows: readonly Row[], column: string | undefined): readonly Row[] {
  if (column === undefined) return rows;
  const isNumber = rows.every((row) => /^\d{1,9}$/.test(row[column] ?? ''));
  return rows.toSorted((a, b) =>
    isNumber ? Number(a[column]) - Number(b[column]) : (a[column] ?? '') < (b[column] ?? '') ? -1 : 1,
  );
}
