import { readLine } from './file-drop-line.ts';

/** A file that cannot be relied on as a whole; the message says why, without any of its content. */
export class FileUnreadable extends Error {}

export interface TableLine {
  /** Number of its (first) line in the file; the first is 1. */
  readonly line: number;
  /** How many lines it takes: a quoted cell may hold line breaks. */
  readonly span: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Why its cells cannot be told apart for certain. */
  readonly malformed?: string;
}

export interface Table {
  readonly lines: readonly TableLine[];
  /** Repeated headers and blank lines. */
  readonly ignored: number;
  readonly unknownColumns: readonly string[];
  /** The format has no lines of its own: rows are counted. */
  readonly withoutLines?: boolean;
}

export interface Columns {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/**
 * Reads the lines of a CSV file under its first line, the header. A header in the middle, left there by joining
 * exports, is passed over and holds from there on. Throws FileUnreadable for another format and for a file cut off.
 */
export function readTable(text: string, columns: Columns): Table {
  const lines = text.replaceAll('\uFEFF', '').split(/\r?\n/);
  const terminated = lines.at(-1) === '';
  if (terminated) lines.pop();
  const known = new Set([...columns.required, ...(columns.optional ?? [])]);
  const read: TableLine[] = [];
  let header: readonly string[] | null = null;
  let ignored = 0;
  for (let at = 0; at < lines.length;) {
    const { values, span, malformed } = readLine(lines, at, header?.length ?? null);
    const names = values.map((value) => value.trim());
    if (names.every((name) => name === '')) ignored += 1;
    else if (header === null || isHeader(names, known)) {
      if (header !== null) ignored += 1;
      header = checkedHeader(names, columns.required);
    } else {
      const cells = cellsOf(header, values, known);
      read.push({ line: at + 1, span, cells, ...(malformed === undefined ? {} : { malformed }) });
    }
    at += span;
  }
  if (!terminated && read.at(-1)?.malformed !== undefined) throw new FileUnreadable('it ends in the middle of a line');
  return { lines: read, ignored, unknownColumns: (header ?? []).filter((name) => name !== '' && !known.has(name)) };
}

/** At least half of what the line says are names of columns. */
function isHeader(names: readonly string[], known: ReadonlySet<string>): boolean {
  const said = names.filter((name) => name !== '');
  return said.filter((name) => known.has(name)).length * 2 >= said.length;
}

function checkedHeader(names: readonly string[], required: readonly string[]): readonly string[] {
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new FileUnreadable(`a header without ${missing.join(', ')}`);
  if (new Set(names).size < names.length) throw new FileUnreadable('a header that names a column twice');
  return names;
}

function cellsOf(
  header: readonly string[],
  values: readonly string[],
  known: ReadonlySet<string>,
): Record<string, string> {
  return Object.fromEntries(
    header.flatMap((name, index) => (known.has(name) && values[index] !== undefined ? [[name, values[index]]] : [])),
  );
}
