import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Cell, SheetName } from './rows.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/science-technology/sample/kjj-202607.xlsx');
const HEADER_ROWS = 3;
const dateFormat = 'yyyy"年"m"月"d"日"';

/** An upload: the rows of the interface's own sample, further ones behind them, then a blank row and the total. */
export async function uploadBytes(
  rows: Readonly<Record<SheetName, readonly (readonly Cell[])[]>>,
  without?: SheetName,
): Promise<Buffer> {
  const [from, upload] = [new ExcelJS.Workbook(), new ExcelJS.Workbook()];
  await from.xlsx.readFile(sample);
  for (const source of from.worksheets.filter(({ name }) => name !== without)) {
    const sheet = upload.addWorksheet(source.name, { state: source.state });
    copyRows(source, sheet);
    for (const cells of rows[source.name as SheetName] ?? []) addRow(sheet, cells);
    if (source.name in rows) addTotal(sheet);
    for (const range of source.model.merges) sheet.mergeCells(range);
  }
  return Buffer.from(await upload.xlsx.writeBuffer());
}

/** Rows as they stand, but for the total, which comes last. */
function copyRows(source: ExcelJS.Worksheet, sheet: ExcelJS.Worksheet): void {
  source.eachRow((row, number) => {
    if (number > HEADER_ROWS && row.getCell(1).value === '合计') return;
    row.eachCell((cell, column) => {
      if (cell.type === ExcelJS.ValueType.Merge) return;
      const copy = sheet.getCell(number, column);
      copy.value = cell.value;
      if (cell.numFmt !== undefined) copy.numFmt = cell.numFmt;
    });
  });
}

function addRow(sheet: ExcelJS.Worksheet, cells: readonly Cell[]): void {
  const row = sheet.addRow([...cells]);
  row.eachCell((cell) => {
    if (cell.value instanceof Date) cell.numFmt = dateFormat;
  });
}

function addTotal(sheet: ExcelJS.Worksheet): void {
  const last = sheet.rowCount;
  const total = sheet.getRow(last + 2);
  total.getCell(1).value = '合计';
  total.getCell(4).value = { formula: `COUNTA(D4:D${last})&"条"`, result: `${last - HEADER_ROWS}条` };
}
