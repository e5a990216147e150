import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queries } from '../../database/database.ts';
import type { Reckoning } from '../../measures/rules/deadlines.ts';
import { readPeriod } from '../period.ts';
import type { Tables } from '../tables.ts';
import { createWorkingDayCount } from '../working-days-between.ts';
import { gatherReport } from './content.ts';
import { writePage } from './write-page.ts';
import { writeWorkbook } from './write-workbook.ts';

export interface ReportParts {
  readonly queries: Queries;
  readonly reckoning: Reckoning;
  readonly tables: Tables;
  /** Local date. */
  readonly today: string;
  readonly folder: string;
}

/**
 * Writes `supervision-<period>.xlsx` and `.html` of all departments for a month, quarter or year; each file is there
 * whole or not at all. Returns their paths. @throws ArgumentInvalid when the period is none.
 */
export async function writeReport(
  of: string,
  { folder, queries, reckoning, tables, today }: ReportParts,
): Promise<string[]> {
  const period = readPeriod({ of }, today);
  const counting = { period, count: createWorkingDayCount(reckoning.calendar), reckoning, tables };
  const content = await gatherReport(of, { queries, counting, department: null });
  await mkdir(folder, { recursive: true });
  const file = (kind: string) => join(folder, `supervision-${of}.${kind}`);
  await whole(file('xlsx'), (path) => writeWorkbook(content, path));
  await whole(file('html'), (path) => writeFile(path, writePage(content)));
  return [file('xlsx'), file('html')];
}

async function whole(file: string, write: (path: string) => Promise<void>): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await write(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
