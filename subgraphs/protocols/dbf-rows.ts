import type { LegacyRow } from '../connector/legacy-row.ts';
import { DbfUnreadable, readDbf, type DbfField, type DbfTable } from './dbf-file.ts';
import type { DbfQuery } from './dbf-query.ts';
import { decodeField } from './dbf-text.ts';

/** Types that are written in characters: their text is handed on as it stands, an impossible day included. */
const written = new Set(['C', 'N', 'F', 'D', 'L']);

/** The records of a file as rows named by their number, deleted ones included. Throws DbfUnreadable. */
export function dbfRows(bytes: Buffer, { columns }: DbfQuery): LegacyRow[] {
  const table = readDbf(bytes);
  const fields = [
    ...columns.required.map((column) => requiredField(table, column)),
    ...(columns.optional ?? []).map((column) => fieldOf(table, column)).filter((field) => field !== undefined),
  ];
  return table.records.map((record, index) => ({
    ref: `record ${index + 1}`,
    deleted: record.deleted,
    cells: Object.fromEntries(
      fields.map(({ name, at, length }) => [name, decodeField(record.bytes.subarray(at, at + length))]),
    ),
  }));
}

function requiredField(table: DbfTable, column: string): DbfField {
  const field = fieldOf(table, column);
  if (field === undefined) throw new DbfUnreadable(`there is no column ${column}`);
  return field;
}

function fieldOf({ fields }: DbfTable, column: string): DbfField | undefined {
  return fields.find(({ name, type }) => name === column && written.has(type));
}
