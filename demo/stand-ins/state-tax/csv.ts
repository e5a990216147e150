import iconv from 'iconv-lite';
import { columns, type Catalogue, type Cells } from './catalogues.ts';

/** Rows that one export holds; the bureau joins several, and each brings its header along. */
const EXPORT_ROWS = 500;

/** A file as the bureau writes it: GB18030, CRLF, quoted where needed. */
export function csvFile(catalogue: Catalogue, rows: readonly Cells[]): Buffer {
  const names = columns[catalogue];
  const header = names.join(',');
  const lines = rows.flatMap((row, at) => {
    const line = names.map((name) => quoted(name === 'XH' ? String(at + 1) : (row[name] ?? ''))).join(',');
    return at % EXPORT_ROWS === 0 ? [header, line] : [line];
  });
  return iconv.encode((lines.length === 0 ? [header] : lines).map((line) => `${line}\r\n`).join(''), 'gb18030');
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
