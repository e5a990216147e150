import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { District, Mode, StandIn } from './district.ts';
import { atLocal, localDay } from '../subgraphs/connector/timetable.ts';

const page = '<!DOCTYPE html><html><head><title>登录超时</title></head><body>请重新登录</body></html>';

export interface Uploaded {
  readonly department: string;
  /** How its files begin. */
  readonly prefix: string;
  readonly every: 'month' | 'quarter';
  /** Day of the month, in the afternoon. */
  readonly day: number;
  /** The workbook; `spoilt`: one that lacks a sheet. */
  readonly bytes: (spoilt: boolean) => Promise<Buffer> | Buffer;
}

/**
 * The folder in which a department's uploads land, with the last one that was due. A file cannot be slow, so `slow` is
 * as `normal`; `failing` is a correction that lacks a sheet, `garbage` one that is a web page, `dead` a folder that
 * is not there. Whoever reads a file leaves no trace in it: `calls` counts the uploads.
 */
export async function createUploadFolder(district: District, uploaded: Uploaded): Promise<StandIn> {
  const { department } = uploaded;
  const folder = district.folder(department);
  const away = `${folder}.away`;
  const uploadedMs = lastDueMs(district.clock.now(), uploaded);
  const name = `${uploaded.prefix}-${localDay(uploadedMs).slice(0, 7).replace('-', '')}`;
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
  upload(join(folder, `${name}.xlsx`), await uploaded.bytes(false), uploadedMs);
  return {
    department,
    settings: { url: pathToFileURL(folder).href },
    async setMode(wanted) {
      if (mode === 'dead' && wanted !== 'dead') renameSync(away, folder);
      if (mode !== 'dead' && wanted === 'dead') renameSync(folder, away);
      mode = wanted;
      if (mode === 'failing') upload(correction, await uploaded.bytes(true), district.clock.now());
      else if (mode === 'garbage') upload(correction, page, district.clock.now());
      else if (mode !== 'dead') rmSync(correction, { force: true });
    },
    calls: () => uploads,
    async close() {},
  };
}

const months = { quarter: ['01', '04', '07', '10'], month: Array.from({ length: 12 }, (_, at) => at + 1) };

/** The last such afternoon before now. */
function lastDueMs(now: number, { day, every }: Uploaded): number {
  const year = Number(localDay(now).slice(0, 4));
  const two = (value: number | string) => String(value).padStart(2, '0');
  const days = [year - 1, year].flatMap((one) => months[every].map((month) => `${one}-${two(month)}-${two(day)}`));
  return days.map((due) => atLocal(due, '15:20')).findLast((at) => at < now)!;
}
