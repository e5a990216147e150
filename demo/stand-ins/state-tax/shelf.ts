import { createHash } from 'node:crypto';
import { daysAfter } from '../../days.ts';
import type { District } from '../../district.ts';
import { atLocal, localDay } from '../../../subgraphs/connector/timetable.ts';
import { catalogues, type Catalogue, type Cells } from './catalogues.ts';
import { csvFile } from './csv.ts';
import { generateRows } from './rows.ts';
import { sampleFiles, standingRows } from './sample-rows.ts';

export interface ShelfFile {
  readonly bytes: Buffer;
  readonly mtimeMs: number;
}

/** What lies in the exchange folder at this moment of the district's clock. */
export type Shelf = () => ReadonlyMap<string, ShelfFile>;

const DROPPED_AT = '05:30';
const FLAGGED_AFTER_MS = 60_000;

/**
 * The interface's samples on their days; on the latest working day a snapshot of each catalogue and what changed; and
 * on every day since an increment without growth.
 */
export function createShelf(district: District): Shelf {
  const { clock } = district;
  const files = new Map<string, ShelfFile>();
  const samples = sampleFiles().filter(({ day }) => isDue(day, clock.now()));
  for (const { day, name, bytes } of samples) files.set(name, { bytes, mtimeMs: atLocal(day, DROPPED_AT) });
  const snapshotOn = latestWorkingDay(clock.now());
  const rows = generateRows(district);
  for (const catalogue of catalogues) {
    drop(
      files,
      fileName(catalogue, 'F', snapshotOn),
      csvFile(catalogue, [...standingRows(catalogue, samples), ...rows[catalogue]]),
    );
  }
  drop(files, fileName('QSGG', 'Z', snapshotOn), csvFile('QSGG', changes(rows.QSGG)));
  return () => {
    for (let day = snapshotOn; isDue(day, clock.now()); day = daysAfter(day, 1)) withoutGrowth(files, day);
    return files;
  };
}

function isDue(day: string, ms: number): boolean {
  return atLocal(day, DROPPED_AT) <= ms;
}

function latestWorkingDay(ms: number): string {
  let day = localDay(ms);
  while (!isDue(day, ms) || [0, 6].includes(new Date(day).getUTCDay())) day = daysAfter(day, -1);
  return day;
}

/** Numbers from 101, so that none is taken for one of the samples. */
function fileName(catalogue: Catalogue, kind: 'F' | 'Z', day: string): string {
  return `SW_${catalogue}_${kind}_${day.replaceAll('-', '')}_101.csv`;
}

function drop(files: Map<string, ShelfFile>, name: string, bytes: Buffer): void {
  const day = name.replace(/^.*_(\d{4})(\d{2})(\d{2})_.*$/, '$1-$2-$3');
  const mtimeMs = atLocal(day, DROPPED_AT);
  const md5 = createHash('md5').update(bytes).digest('hex').toUpperCase();
  files.set(name, { bytes, mtimeMs });
  files.set(`${name}.md5`, { bytes: Buffer.from(`${md5}  ${name}\r\n`), mtimeMs: mtimeMs + FLAGGED_AFTER_MS });
  files.set(`${name}.ok`, { bytes: Buffer.alloc(0), mtimeMs: mtimeMs + FLAGGED_AFTER_MS });
}

/** No change: a file of no bytes, or of nothing but its header. */
function withoutGrowth(files: Map<string, ShelfFile>, day: string): void {
  for (const catalogue of catalogues) {
    const name = fileName(catalogue, 'Z', day);
    if (!files.has(name)) drop(files, name, catalogue === 'ZDAJ' ? Buffer.alloc(0) : csvFile(catalogue, []));
  }
}

/** Some arrears are paid, some in part, some were recorded by mistake. */
function changes(arrears: readonly Cells[]): Cells[] {
  const [paid, mistaken, reduced] = arrears.filter((row) => row['NSRSBH']!.trim().length !== 12);
  return [
    ...(paid === undefined ? [] : [{ ...paid, QSYE: '0.00', CZLX: 'D', SCYY: '02' }]),
    ...(mistaken === undefined ? [] : [{ ...mistaken, CZLX: 'D', SCYY: '01' }]),
    ...(reduced === undefined ? [] : [{ ...reduced, QSYE: '88.00', CZLX: 'U' }]),
  ];
}
