import iconv from 'iconv-lite';

/** A file as these departments exchange them: a header, GB18030, CRLF, quoted where needed. */
export function csvBytes(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): Buffer {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return iconv.encode(lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join(''), 'gb18030');
}

function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
