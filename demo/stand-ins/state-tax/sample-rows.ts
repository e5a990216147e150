import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import type { Catalogue, Cells } from './catalogues.ts';

const folder = join(import.meta.dirname, '../../../subgraphs/departments/state-tax/sample');

/** One file of the interface's own samples, and the day on which it appeared. */
export interface SampleFile {
  readonly day: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** The samples in the order in which they appeared. A file that was sent again comes twice. */
export function sampleFiles(): SampleFile[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('drop-'))
    .sort()
    .flatMap((drop) => {
      const day = drop.replace(/^drop-(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
      const names = readdirSync(join(folder, drop)).sort();
      return names.map((name) => ({ day, name, bytes: readFileSync(join(folder, drop, name)) }));
    });
}

/** What a snapshot taken after those files would hold of the organisations that the samples speak about. */
export function standingRows(catalogue: Catalogue, files: readonly SampleFile[]): Cells[] {
  const last = new Map(files.map((file) => [file.name, file]));
  const mine = [...last.values()].filter(({ name }) => name.startsWith(`SW_${catalogue}_`) && name.endsWith('.csv'));
  const standing = new Map<string, Cells>();
  for (const { name, bytes } of mine.toSorted((a, b) => position(a.name).localeCompare(position(b.name)))) {
    if (name.includes('_F_')) standing.clear();
    for (const row of rowsOf(bytes)) {
      if (row['CZLX'] === 'D') standing.delete(keyOf(row));
      else standing.set(keyOf(row), { ...row, CZLX: 'F' });
    }
  }
  return [...standing.values()];
}

function position(name: string): string {
  return name.replace(/^SW_\w{4}_([FZ])_(\d{8})_(\d{3}).*$/, '$2$3$1');
}

function rowsOf(bytes: Buffer): Cells[] {
  const rows = parse(iconv.decode(bytes, 'gb18030'), { columns: true }) as unknown as Cells[];
  return rows.filter((row) => row['NSRSBH'] !== 'NSRSBH');
}

/** Old and new taxpayer numbers of one organisation share the organisation code. */
function keyOf(row: Cells): string {
  const number = row['NSRSBH']!.trim();
  const organisation = number.length === 18 ? number.slice(8, 17) : number.slice(6);
  const parts = ['PDWH', 'GGWH', 'RDWH', 'JDWH', 'ND', 'ZSXM', 'SSQ'].map((name) => row[name] ?? '');
  return [organisation, ...parts].join('|');
}
