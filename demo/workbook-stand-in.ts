import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import type { CreateStandIn } from './district.ts';
import { createUploadFolder, type Uploaded } from './upload-folder.ts';
import { generateLines, type Line, type SheetLines } from './workbook-lines.ts';

const departments = join(import.meta.dirname, '../subgraphs/departments');
const SERIAL = '序号';
/** So far down a sheet's column names may stand. */
const HEADING_ROWS = 10;

export interface WorkbookDepartment extends Pick<Uploaded, 'department' | 'prefix' | 'every' | 'day'> {
  readonly sheets: Readonly<Record<string, SheetLines>>;
}

/**
 * A department that keeps its records in a workbook: the sample of its folder, with further lines of the generated
 * organisations between the sample's own and what stands under the table.
 */
export function createWorkbookStandIn({ sheets, ...uploaded }: WorkbookDepartment): CreateStandIn {
  return async (district) => {
    const folder = join(departments, uploaded.department, 'sample');
    const file = readdirSync(folder).find((name) => name.endsWith('.xlsx'))!;
    const lines = Object.entries(sheets).map(
      ([name, sheet]) => [name, generateLines(district, `${uploaded.department} ${name}`, sheet)] as const,
    );
    const bytes = async (spoilt: boolean): Promise<Buffer> => {
      const book = new exceljs.Workbook();
      await book.xlsx.readFile(join(folder, file));
      for (const [name, added] of lines) addLines(book.getWorksheet(name)!, added);
      const last = lines.at(-1)![0];
      if (spoilt) book.removeWorksheet(book.getWorksheet(last)!.id);
      return Buffer.from(await book.xlsx.writeBuffer());
    };
    return createUploadFolder(district, { ...uploaded, bytes });
  };
}

/** Behind the last numbered line; totals, notes and signatures stay at the end. */
function addLines(sheet: exceljs.Worksheet, lines: readonly Line[]): void {
  const places = columnsOf(sheet);
  let last = sheet.rowCount;
  while (typeof sheet.getRow(last).getCell(1).value !== 'number') last -= 1;
  const footer = Array.from({ length: sheet.rowCount - last }, (_, at) => sheet.getRow(last + 1 + at).values);
  const serial = Number(sheet.getRow(last).getCell(1).value);
  for (const [at, line] of lines.entries()) {
    const row = sheet.getRow(last + 1 + at);
    row.values = [serial + at + 1];
    for (const [column, cell] of Object.entries(line)) {
      const written = row.getCell(placeOf(column, places, sheet.name));
      written.value = cell;
      if (cell instanceof Date) written.numFmt = 'yyyy-mm-dd';
    }
  }
  for (const [at, values] of footer.entries()) sheet.getRow(last + 1 + lines.length + at).values = values;
}

/** Columns by their names without blanks; of two rows of names the lower one counts. */
function columnsOf(sheet: exceljs.Worksheet): ReadonlyMap<string, number> {
  const rows = sheet.getRows(1, HEADING_ROWS) ?? [];
  const heading = rows.findLast((row) => row.getCell(1).value === SERIAL)!;
  const places = new Map<string, number>();
  heading.eachCell((cell, place) => places.set(plain(cell.text), place));
  return places;
}

function placeOf(column: string, places: ReadonlyMap<string, number>, sheet: string): number {
  const place = places.get(plain(column));
  if (place === undefined) throw new Error(`the sheet ${sheet} has no column ${column}`);
  return place;
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
