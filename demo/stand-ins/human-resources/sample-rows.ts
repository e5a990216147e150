import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../exchange-database/row.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/human-resources/sample/jbqz.mariadb.sql');
const insert = /^INSERT INTO (\w+) \(([\w,]+)\) VALUES \((.*)\);$/gm;
const value = /'((?:[^'\\]|''|\\.)*)'|NULL|-?\d+(?:\.\d+)?/g;

/** Rows of the interface document's own sample, by table. */
export function sampleRows(): Readonly<Record<string, readonly Row[]>> {
  const tables: Record<string, Row[]> = {};
  for (const [, table, columns, values] of readFileSync(sample, 'utf8').matchAll(insert)) {
    const cells = [...values!.matchAll(value)].map(
      ([written, quoted]) => quoted ?? (written === 'NULL' ? null : written),
    );
    const row = Object.fromEntries(
      columns!.split(',').map((column, at) => [column, stored(column, cells[at] ?? null)]),
    );
    (tables[table!] ??= []).push(row);
  }
  return tables;
}

/** The column of arrears has two decimals, whatever was written into it. */
function stored(column: string, cell: string | null): string | null {
  return column === 'QFJE' && cell !== null ? Number(cell).toFixed(2) : cell;
}
