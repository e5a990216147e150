import type { ExchangeDatabase, ExchangeRow, Selection } from './sql-exchange-database.ts';
import type { TableQuery } from './sql-exchange-query.ts';

/**
 * Selects a table with the columns that only later editions of it have, or without all of these where the server does
 * not know one of them. A column that every edition promises is not optional: its absence is an error of the server.
 */
export async function selectTable(
  database: ExchangeDatabase,
  { columns, key, optional = [], table }: TableQuery,
  bounds: Pick<Selection, 'after' | 'maxRows'>,
): Promise<ExchangeRow[]> {
  const selection = { table, columns, orderBy: key, ...bounds };
  if (optional.length === 0) return database.select(selection);
  try {
    return await database.select({ ...selection, columns: [...columns, ...optional] });
  } catch (error) {
    if (isUnknownColumn(error)) return database.select(selection);
    throw error;
  }
}

/** SQLSTATE 42703 of PostgreSQL, ER_BAD_FIELD_ERROR (1054) of MySQL and MariaDB. */
function isUnknownColumn(error: unknown): boolean {
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  return code === '42703' || errno === 1054;
}
