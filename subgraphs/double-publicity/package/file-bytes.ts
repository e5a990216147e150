import { stringify } from 'csv-stringify/sync';
import exceljs from 'exceljs';
import { XMLBuilder } from 'fast-xml-parser';
import type { PackageFormat, Table } from './package-file.ts';

/** A table as the bytes of a file. Its first line, or its elements, bear the names of the columns. */
export async function fileBytes(table: Table, format: PackageFormat): Promise<Buffer> {
  switch (format) {
    case 'csv':
      return csvBytes(table);
    case 'xlsx':
      return xlsxBytes(table);
    case 'xml':
      return xmlBytes(table);
    default:
      return format satisfies never;
  }
}

/** UTF-8 with a byte order mark, without which office programs take it for GBK. */
function csvBytes({ columns, rows }: Table): Buffer {
  const header = columns.map(({ name }) => name);
  return Buffer.from(stringify([header, ...rows], { bom: true, record_delimiter: 'windows' }));
}

/** Every cell is text: dates and codes must not become what a spreadsheet makes of them. */
async function xlsxBytes({ columns, part, rows }: Table): Promise<Buffer> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet(part, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ name }) => ({ header: name, style: { numFmt: '@' } }));
  sheet.addRows(rows.map((row) => row.map((cell) => cell ?? '')));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** `<TABLE name="PENALTY"><ROW><CF_XDR_MC>…`: every column is there, in its order, the empty ones empty. */
function xmlBytes({ columns, part, rows }: Table): Buffer {
  const builder = new XMLBuilder({ format: true, ignoreAttributes: false, suppressEmptyNode: true });
  const written = rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? ''])));
  const document = { '?xml': { '@_version': '1.0', '@_encoding': 'UTF-8' }, TABLE: { '@_name': part, ROW: written } };
  return Buffer.from(builder.build(document));
}
