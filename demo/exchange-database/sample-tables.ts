import { readFileSync } from 'node:fs';
import type { Row, Tables } from './row.ts';

const insert = /^INSERT INTO (?:\w+\.)?(\w+) \(([\w, ]+)\) VALUES \((.*)\);$/gm;
const value = /'((?:[^'\\]|''|\\.)*)'|NULL|-?\d+(?:\.\d+)?/g;
const column = /^ {2}(\w+) /;

/** Rows of an interface document's own sample, by table; every column that its table has, and no value for those that a row leaves out. */
export function sampleTables(file: string): Tables {
  const text = readFileSync(file, 'utf8');
  const columns = columnsOf(text);
  const tables = Object.fromEntries([...columns.keys()].map((table): [string, Row[]] => [table, []]));
  for (const [, table, list, values] of text.matchAll(insert)) {
    const cells = [...values!.matchAll(value)].map(([written, quoted]) =>
      written === 'NULL' ? null : (quoted?.replaceAll("''", "'") ?? written),
    );
    const name = table!.toUpperCase();
    const given = Object.fromEntries(list!.split(',').map((one, at) => [one.trim().toUpperCase(), cells[at] ?? null]));
    const blank = Object.fromEntries((columns.get(name) ?? []).map((one) => [one, null]));
    tables[name]!.push({ ...blank, ...given });
  }
  return tables;
}

/** Columns by table, of a file that writes one column a line. */
function columnsOf(text: string): Map<string, readonly string[]> {
  const tables = new Map<string, readonly string[]>();
  for (const [, name, body] of text.matchAll(/^CREATE TABLE (\w+) \(\n([^;]+)\n\)[^;\n]*;/gm)) {
    const lines = body!.split('\n').map((line) => column.exec(line)?.[1]?.toUpperCase());
    tables.set(
      name!.toUpperCase(),
      lines.filter((one): one is string => one !== undefined && one !== 'PRIMARY'),
    );
  }
  return tables;
}

/** The document's sample, and the district's rows behind it. */
export function together(sample: Tables, generated: Tables): Tables {
  return Object.fromEntries(
    Object.entries(sample).map(([table, rows]) => [table, [...rows, ...(generated[table] ?? [])]]),
  );
}
