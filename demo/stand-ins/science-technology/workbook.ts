import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../../../subgraphs/protocols/spreadsheet-archive.ts';
import { escapeXml } from '../../../subgraphs/protocols/soap-xml.ts';
import type { Cell, SheetName } from './rows.ts';
import { zip } from './zip.ts';

const sample = join(import.meta.dirname, '../../../subgraphs/departments/science-technology/sample/kjj-202607.xlsx');
const sheets: Readonly<Record<SheetName, string>> = {
  高新技术企业: 'xl/worksheets/sheet1.xml',
  项目经费: 'xl/worksheets/sheet2.xml',
  科研失信: 'xl/worksheets/sheet3.xml',
};
const others = [
  '[Content_Types].xml',
  '_rels/.rels',
  'xl/workbook.xml',
  'xl/_rels/workbook.xml.rels',
  'xl/styles.xml',
  'xl/sharedStrings.xml',
  'xl/worksheets/sheet4.xml',
];
/** The sample's style of a day with a date format. */
const DAY_STYLE = 1;
const DAY_MS = 86_400_000;

/** An upload: the interface's own sample, byte for byte but for further rows between its own and the total. */
export function uploadBytes(
  rows: Readonly<Record<SheetName, readonly (readonly Cell[])[]>>,
  without?: SheetName,
): Buffer {
  const archive = openArchive(readFileSync(sample));
  const part = (path: string) => archive.part(path)!;
  const total = `<c r="A\\d+" t="s"><v>${sharedTexts(part('xl/sharedStrings.xml')).indexOf('合计')}</v>`;
  const filled = Object.entries(sheets).map(([name, path]) => [
    path,
    withRows(part(path), rows[name as SheetName], new RegExp(total)),
  ]);
  const parts = { ...Object.fromEntries(others.map((path) => [path, part(path)])), ...Object.fromEntries(filled) };
  const book = part('xl/workbook.xml').replace(new RegExp(`<sheet name="${without ?? '/'}"[^>]*/>`), '');
  return zip({ ...parts, 'xl/workbook.xml': book });
}

function sharedTexts(xml: string): string[] {
  return [...xml.matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) => item!.replaceAll(/<[^>]+>/g, ''));
}

/** Rows behind the last of the sheet's own; the total and the blank row before it, if any, move to the end. */
function withRows(xml: string, rows: readonly (readonly Cell[])[], total: RegExp): string {
  return xml.replace(/(<sheetData>)(.*)(<\/sheetData>)/s, (_, begin: string, own: string, end: string) => {
    const kept = [...own.matchAll(/<row r="\d+">.*?<\/row>/gs)]
      .map(([row]) => row)
      .filter((row) => row.includes('<c ') && !total.test(row));
    const added = rows.map((cells, index) => rowXml(kept.length + index + 1, cells));
    const last = kept.length + rows.length + 2;
    return [begin, ...kept, ...added, rowXml(last, ['合计', null, null, `${rows.length}条`]), end].join('');
  });
}

function rowXml(number: number, cells: readonly Cell[]): string {
  const xml = cells.map((cell, index) => cellXml(`${String.fromCharCode(65 + index)}${number}`, cell));
  return `<row r="${number}">${xml.join('')}</row>`;
}

function cellXml(place: string, cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  return `<c r="${place}" s="${DAY_STYLE}"><v>${(cell.getTime() - Date.UTC(1899, 11, 30)) / DAY_MS}</v></c>`;
}
