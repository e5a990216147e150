import { readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CreateStandIn, District, Mode, StandIn } from '../../district.ts';
import { withCount, withRecords } from './dbf-bytes.ts';
import { inspectionRows, licenceRows } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/quality-supervision/sample');

/**
 * The shared directory with the bureau's two files: the records of the interface's samples, then generated ones. A
 * file cannot be slow, so `slow` is as `normal`; `failing` is a file that was not copied to its end, `garbage` one
 * whose header counts other records than it has, `dead` a share that is not there. Whoever reads a file leaves no
 * trace in it: `calls` counts how often the files were written.
 */
export const createStandIn: CreateStandIn = async (district: District): Promise<StandIn> => {
  const folder = district.folder('quality-supervision');
  const away = `${folder}.away`;
  const rows = { 'SCXKZ.DBF': licenceRows(district), 'CCJG.DBF': inspectionRows(district) };
  const files = Object.entries(rows).map(([name, more]) => ({
    name,
    bytes: withRecords(readFileSync(join(sample, name)), more),
  }));
  let mode: Mode = 'normal';
  let writes = 0;
  const write = () => {
    for (const { name, bytes } of files) {
      const path = join(folder, name);
      // Put in place at once, so that only a file that is meant to be half is ever seen half.
      writeFileSync(`${path}.new`, as(mode, bytes));
      utimesSync(`${path}.new`, district.clock.now() / 1000, district.clock.now() / 1000);
      renameSync(`${path}.new`, path);
      writes += 1;
    }
  };
  write();
  return {
    department: 'quality-supervision',
    settings: { url: pathToFileURL(folder).href },
    async setMode(wanted) {
      if (mode === 'dead' && wanted !== 'dead') renameSync(away, folder);
      if (mode !== 'dead' && wanted === 'dead') renameSync(folder, away);
      mode = wanted;
      if (mode !== 'dead') write();
    },
    calls: () => writes,
    async close() {},
  };
};

function as(mode: Mode, bytes: Buffer): Buffer {
  if (mode === 'failing') return bytes.subarray(0, Math.floor(bytes.length * 0.7));
  return mode === 'garbage' ? withCount(bytes, -3) : bytes;
}
