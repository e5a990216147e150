import { openArchive } from './spreadsheet-archive.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';
import type { SheetQuery } from './spreadsheet-query.ts';
import { readSheet, type SheetRows } from './spreadsheet-sheet.ts';
import { openWorkbook } from './spreadsheet-workbook.ts';

/** Rows that one upload may have, all sheets together. */
const MAX_ROWS = 2000;

/** Every sheet of an upload, or UploadUnreadable: it is taken as a whole or goes back as a whole. */
export function readUpload(
  bytes: Buffer,
  queries: Readonly<Record<string, SheetQuery>>,
): Readonly<Record<string, SheetRows>> {
  const book = openWorkbook(openArchive(bytes));
  const sheets = Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, readSheet(book, query)]));
  const count = Object.values(sheets).reduce((sum, { rows }) => sum + rows.length, 0);
  if (count > MAX_ROWS)
    throw new UploadUnreadable(`${count} rows are more than the ${MAX_ROWS} of one upload`, { code: 'TOO_MANY_ROWS' });
  return sheets;
}
