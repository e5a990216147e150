import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { zip } from '../../demo/stand-ins/science-technology/zip.ts';
import { template, uploadOf, type UploadCell } from '../support/upload.ts';
import {
  causesOf,
  createSharedFolder,
  deliveriesOf,
  failuresOf,
  lookAt,
  type SharedFolder,
} from '../support/shared-folder.ts';

const department = 'science-technology';
const row: UploadCell[] = [
  '91510904MAXXXX1627',
  '遂宁样例芯微电子有限公司',
  null,
  'GR1',
  '2024-11-05',
  '2027-11-04',
  '有效',
];
const many = (count: number) => ({ 高新技术企业: Array.from({ length: count }, () => row) });

let shared: SharedFolder;
beforeEach(() => {
  shared = createSharedFolder();
});
afterEach(() => shared.remove());
const look = (more = {}) => lookAt(department, connector, { url: shared.url, ...more });

describe('an upload goes back as a whole', () => {
  const headed = (sheet: string, change: (names: string[]) => string[]) =>
    uploadOf({}, { headings: { [sheet]: change([...template[sheet]!]) } });
  const good = uploadOf(many(1));
  const spoilt = (at: number) => {
    const bytes = Buffer.from(good);
    bytes[at]! ^= 0xff;
    return bytes;
  };

  test.each([
    [
      'a sheet is missing',
      uploadOf({}, { sheets: ['高新技术企业', '项目经费', '字典'] }),
      'the sheet 科研失信 is missing',
    ],
    [
      'a column has another name',
      headed('项目经费', (names) => names.with(3, '编号')),
      '项目经费: the column 项目编号 is missing',
    ],
    [
      'an amount is in another unit',
      headed('项目经费', (names) => names.with(5, '资助金额(元)')),
      '项目经费: the column 资助金额(万元) is missing',
    ],
    [
      'a column is there twice',
      headed('科研失信', (names) => [...names, '决定日期']),
      '科研失信: the column 决定日期 is there twice',
    ],
    [
      'a row stands above the columns',
      uploadOf({}, { change: (xml) => xml.replace('r="3"', 'r="9"') }),
      '高新技术企业: the column 统一社会信用代码 is missing',
    ],
    [
      'it has more rows than one upload may have',
      uploadOf(many(2001)),
      '2001 rows are more than the 2000 of one upload',
    ],
    [
      'it is the old .xls',
      Buffer.from('d0cf11e0a1b11ae1'.padEnd(2000, '0'), 'hex'),
      'not .xlsx but the old .xls, or protected by a password',
    ],
    ['it is a web page', '\uFEFF<html><table></table></html>', 'not .xlsx but a web page or XML under that name'],
    ['it is a text', '统一社会信用代码,企业名称', 'not .xlsx'],
    ['it is empty', '', 'not .xlsx'],
    ['it is cut off', good.subarray(0, good.length - 60), 'the file is cut off: its table of contents is missing'],
    [
      'its table of contents is damaged',
      spoilt(good.readUInt32LE(good.length - 6)),
      'the table of contents is damaged',
    ],
    ['a byte of a sheet is wrong', spoilt(good.indexOf('sheet1.xml') + 30), expect.stringMatching(/^a part does not/)],
    ['it is another container', zip({ 'word/document.xml': '<document/>' }), 'the part _rels/.rels is missing'],
    ['a sheet is no XML', uploadOf({}, { change: (xml) => xml.slice(0, -5) }), 'the worksheet is not well-formed XML'],
    [
      'it defines entities of its own',
      uploadOf({}, { change: (xml) => `<!DOCTYPE x [<!ENTITY a "b">]>${xml}` }),
      'the worksheet declares a document type',
    ],
    [
      'it unpacks to very much',
      uploadOf({}, { behind: ' '.repeat(30_000_000) }),
      'a part does not unpack, or to more than 25165824 bytes',
    ],
  ])('when %s', async (_, content, why) => {
    shared.put('kjj.xlsx', content);
    const collected = await look();
    expect(failuresOf(collected)).toEqual(
      Object.keys(connector.recordSets).map((recordSet) => ({
        recordSet,
        name: 'kjj.xlsx',
        code: 'DEPARTMENT_ANSWER_INVALID',
      })),
    );
    expect(collected.deliveries).toHaveLength(3);
    expect(causesOf(collected)[0]).toEqual(why);
  });

  test('but not for the number of rows that one upload may have', async () => {
    shared.put('kjj.xlsx', uploadOf(many(2000)));
    expect(deliveriesOf(await look())[0]!.rows).toHaveLength(2000);
  });

  test('nor for cells by the hundred thousand that were formatted and never filled', async () => {
    const empty = Array.from({ length: 20_000 }, () => Array.from({ length: 9 }, () => ({ xml: '<c r="@" s="0"/>' })));
    shared.put('kjj.xlsx', uploadOf({ 高新技术企业: [...empty, row] }));
    expect(deliveriesOf(await look())[0]).toMatchObject({ rows: [{ ref: 'row 20004' }], ignored: 20_003 });
  });

  test('nor for a merged range or a list of choices that spans the sheet', async () => {
    const behind =
      '<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A4:XFD1048576"/></dataValidations>';
    shared.put('kjj.xlsx', uploadOf(many(1), { behind }));
    expect(deliveriesOf(await look())[0]!.rows).toHaveLength(1);
  });
});
