import { zip } from '../../demo/stand-ins/science-technology/zip.ts';

/** Text, number, nothing, or the XML of a cell, in which `@` stands for its place. */
export type UploadCell = string | number | null | { readonly xml: string };
export type UploadRows = readonly (readonly UploadCell[])[];

const codes = ['统一社会信用代码', '企业名称', '组织机构代码'];
const others = ['统一社会信用代码', '单位名称', '组织机构代码'];
export const template: Readonly<Record<string, readonly string[]>> = {
  高新技术企业: [...codes, '证书编号', '发证日期', '有效期至', '状态', '认定机构', '备注'],
  项目经费: [...others, '项目编号', '立项日期', '资助金额(万元)', '状态', '备注'],
  科研失信: [...others, '处理文号', '决定日期', '执行期自', '执行期至', '处理内容', '备注'],
};

export interface UploadShape {
  /** Sheets in their order; a name without a heading of the template's is an empty sheet. */
  readonly sheets?: readonly string[];
  /** Column names in place of the template's. */
  readonly headings?: Readonly<Record<string, readonly string[]>>;
  readonly workbookPr?: string;
  /** Formats of the styles from 1 on: an own format's code, or the number of a built-in one. */
  readonly formats?: readonly (string | number)[];
  /** Changes the XML of every sheet. */
  readonly change?: (xml: string) => string;
  /** What stands behind the rows of every sheet. */
  readonly behind?: string;
}

/** An upload in the form of the template: three header rows, then these rows from row 4 on. */
export function uploadOf(rows: Readonly<Record<string, UploadRows>>, shape: UploadShape = {}): Buffer {
  const { behind = '', change = (xml) => xml, formats = [], headings = template, workbookPr = '' } = shape;
  const sheets = shape.sheets ?? [...Object.keys(template), '字典'];
  const parts = sheets.map((name, index): [string, string] => {
    const heading = [['分组'], ['表格说明:代码填18位'], [...(headings[name] ?? template[name] ?? ['有效'])]];
    const xml = [...heading, ...(rows[name] ?? [])].map((cells, at) => rowXml(at + 1, cells)).join('');
    return [
      `xl/worksheets/sheet${index + 1}.xml`,
      change(`<worksheet xmlns="urn:main"><sheetData>${xml}</sheetData>${behind}</worksheet>`),
    ];
  });
  const list = sheets.map((name, index) => {
    const hidden = name === '字典' ? ' state="hidden"' : '';
    return `<sheet name="${name}" sheetId="${index + 1}"${hidden} r:id="s${index + 1}"/>`;
  });
  return zip({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations([['b', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns:r="urn:r">${workbookPr}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['styles', 'styles', 'styles.xml'],
      ...sheets.map((_, index) => [`s${index + 1}`, 'worksheet', `/xl/worksheets/sheet${index + 1}.xml`] as const),
    ]),
    'xl/styles.xml': stylesXml(formats),
    ...Object.fromEntries(parts),
  });
}

function relations(list: readonly (readonly [id: string, role: string, target: string])[]): string {
  const items = list.map(
    ([id, role, target]) => `<Relationship Id="${id}" Type="http://schemas.org/rel/${role}" Target="${target}"/>`,
  );
  return `<Relationships>${items.join('')}</Relationships>`;
}

function stylesXml(formats: readonly (string | number)[]): string {
  const ids = formats.map((format, index) => (typeof format === 'number' ? format : 200 + index));
  const own = formats.map((format, index) =>
    typeof format === 'number' ? '' : `<numFmt numFmtId="${ids[index]}" formatCode="${escape(format)}"/>`,
  );
  const styles = [0, ...ids].map((id) => `<xf numFmtId="${id}"/>`);
  return `<styleSheet><numFmts>${own.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

function rowXml(number: number, cells: readonly UploadCell[]): string {
  const xml = cells.map((cell, index) => cellXml(`${String.fromCharCode(65 + index)}${number}`, cell));
  return `<row r="${number}">${xml.join('')}</row>`;
}

function cellXml(place: string, cell: UploadCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
  return typeof cell === 'number' ? `<c r="${place}"><v>${cell}</v></c>` : cell.xml.replaceAll('@', place);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
