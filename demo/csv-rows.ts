import iconv from 'iconv-lite';
import type { Cells } from './generate-rows.ts';

/** A CSV file with further rows behind its own, in the order of its header and in its encoding. */
export function withCsvRows(file: Buffer, rows: readonly Cells[], encoding: 'utf-8' | 'gb18030'): Buffer {
  const [header = ''] = iconv.decode(file, encoding).split('\r\n');
  const columns = header.replace('\uFEFF', '').split(',');
  const lines = rows.map((row) => `${columns.map((column) => quoted(String(row[column] ?? ''))).join(',')}\r\n`);
  return Buffer.concat([file, iconv.encode(lines.join(''), encoding)]);
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
