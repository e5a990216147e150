import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import exceljs from 'exceljs';
import { columns } from './result-table.ts';

export type ResultFormat = (typeof resultFormats)[number];
export const resultFormats = ['csv', 'xlsx'] as const;

export type Rows = AsyncIterable<readonly string[]>;

/** Writes rows under our header to a file. The file is there whole or not at all. */
export async function writeResults(rows: Rows, format: ResultFormat, file: string): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await (format === 'csv' ? writeCsv(rows, unfinished) : writeXlsx(rows, unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

const titles = columns.map(([, title]) => title);

/** UTF-8 with a byte order mark, without which office programs take it for GBK. */
async function writeCsv(rows: Rows, file: string): Promise<void> {
  async function* text() {
    yield `\uFEFF${line(titles)}`;
    for await (const row of rows) yield line(row);
  }
  await pipeline(text, createWriteStream(file));
}

function line(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\r\n`;
}

async function writeXlsx(rows: Rows, file: string): Promise<void> {
  const stream = createWriteStream(file);
  await once(stream, 'open');
  try {
    await fillWorkbook(rows, stream);
  } finally {
    stream.destroy();
  }
}

async function fillWorkbook(rows: Rows, stream: WriteStream): Promise<void> {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false });
  const sheet = workbook.addWorksheet('结果 results', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(titles).commit();
  for await (const row of rows) sheet.addRow([...row]).commit();
  sheet.commit();
  await workbook.commit();
}
