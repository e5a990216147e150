import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CreateStandIn, District, Mode, StandIn } from '../../district.ts';
import { atLocal, localDay } from '../../../subgraphs/connector/timetable.ts';
import { generateRows } from './rows.ts';
import { uploadBytes } from './workbook.ts';

const page = '<!DOCTYPE html><html><head><title>登录超时</title></head><body>请重新登录</body></html>';

/**
 * The folder in which the bureau's uploads land, with the last one that was due. A file cannot be slow, so `slow` is
 * as `normal`; `failing` is a correction that lacks a sheet, `garbage` one that is a web page, `dead` a folder that
 * is not there. Whoever reads a file leaves no trace in it: `calls` counts the uploads.
 */
export const createStandIn: CreateStandIn = async (district: District): Promise<StandIn> => {
  const folder = district.folder('science-technology');
  const away = `${folder}.away`;
  const rows = generateRows(district);
  const uploadedMs = lastUploadMs(district.clock.now());
  const name = `kjj-${localDay(uploadedMs).slice(0, 7).replace('-', '')}`;
  const correction = join(folder, `${name}-更正.xlsx`);
  let mode: Mode = 'normal';
  let uploads = 0;
  const upload = (path: string, content: Buffer | string, atMs: number) => {
    const landing = join(folder, '.landing');
    writeFileSync(landing, content);
    utimesSync(landing, atMs / 1000, atMs / 1000);
    renameSync(landing, path);
    uploads += 1;
  };
  upload(join(folder, `${name}.xlsx`), uploadBytes(rows), uploadedMs);
  return {
    department: 'science-technology',
    settings: { url: pathToFileURL(folder).href },
    async setMode(wanted) {
      if (mode === 'dead' && wanted !== 'dead') renameSync(away, folder);
      if (mode !== 'dead' && wanted === 'dead') renameSync(folder, away);
      mode = wanted;
      if (mode === 'failing') upload(correction, uploadBytes(rows, '科研失信'), district.clock.now());
      else if (mode === 'garbage') upload(correction, page, district.clock.now());
      else if (mode !== 'dead') rmSync(correction, { force: true });
    },
    calls: () => uploads,
    async close() {},
  };
};

/** The eighth of a quarter's first month, in the afternoon: the last such moment before now. */
function lastUploadMs(now: number): number {
  const year = Number(localDay(now).slice(0, 4));
  const days = [year - 1, year].flatMap((one) => ['01', '04', '07', '10'].map((month) => `${one}-${month}-08`));
  return days.map((day) => atLocal(day, '15:20')).findLast((at) => at < now)!;
}
