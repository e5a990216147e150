import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCount, withRecords, type Row } from './dbf-bytes.ts';
import type { District, Mode, StandIn } from './district.ts';
import { createFolderStandIn } from './folder-stand-in.ts';
import { sampleFolderOf } from './sample-answers.ts';

/**
 * A shared folder of DBF files: the records of the interface's samples, then generated ones. `failing` is a file that
 * was not copied to its end, `garbage` one whose header counts other records than it has.
 */
export function createDbfStandIn(
  department: string,
  rows: Readonly<Record<string, readonly Row[]>>,
  district: District,
): Promise<StandIn> {
  const files = Object.entries(rows).map(([name, more]) => ({
    name,
    bytes: withRecords(readFileSync(join(sampleFolderOf(department), name)), more),
  }));
  return createFolderStandIn({
    department,
    district,
    files: (mode) =>
      new Map(files.map(({ name, bytes }) => [name, { bytes: as(mode, bytes), atMs: district.clock.now() }])),
  });
}

function as(mode: Mode, bytes: Buffer): Buffer {
  if (mode === 'failing') return bytes.subarray(0, Math.floor(bytes.length * 0.7));
  return mode === 'garbage' ? withCount(bytes, -3) : bytes;
}
