/** One value as a legacy system gives it. Text is not yet trimmed, numbers keep their type (Excel, JSON). */
export type LegacyValue = string | number | boolean | null;

/** One row of a legacy system: a table row, an XML element, a line, a record, a sheet row. */
export interface LegacyRow {
  /** How the department finds the row again: a primary key, else "line 5", "record 3", "row 6". */
  readonly ref: string;
  readonly cells: Readonly<Record<string, LegacyValue>>;
  /** The system's own deletion mark outside its columns (DBF). The row stands, as REVOKED. */
  readonly deleted?: boolean;
  /** Why the cells cannot be told apart for certain (a ragged line). The row is rejected, whatever its cells seem to say. */
  readonly malformed?: string;
}

/** A cell as text, full-width blanks included in the trimming; null when there is nothing to read. */
export function textOf(cells: LegacyRow['cells'], column: string): string | null {
  const value = cells[column];
  if (value === null || value === undefined) return null;
  const text = String(value)
    .replaceAll(/[​-‍﻿]/g, '')
    .trim();
  return text === '' ? null : text;
}
