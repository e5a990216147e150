import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { zip } from '../../demo/stand-ins/science-technology/zip.ts';
import { template, uploadOf, type UploadCell } from '../support/upload.ts';
import {
  causesOf,
  createSharedFolder,
  createTaken,
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
      spoilt(good.length - 40),
      expect.stringMatching(/damaged|missing|is not where/),
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

  test('nor for a merged range or a list of choices that spans the sheet', async () => {
    const behind =
      '<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells><dataValidations><dataValidation sqref="A4:XFD1048576"/></dataValidations>';
    shared.put('kjj.xlsx', uploadOf(many(1), { behind }));
    expect(deliveriesOf(await look())[0]!.rows).toHaveLength(1);
  });
});

describe('the newest upload counts', () => {
  const at = (day: string) => `2026-${day}T09:00:00+08:00`;

  test('by the time at which it was written, whatever its name', async () => {
    shared.put('z.xlsx', uploadOf(many(1)), at('04-08'));
    shared.put('a.XLSX', uploadOf(many(2)), at('06-30'));
    expect(deliveriesOf(await look()).map(({ name, rows }) => [name, rows.length])).toEqual([
      ['a.XLSX', 2],
      ['a.XLSX', 0],
      ['a.XLSX', 0],
    ]);
  });

  test('and what is no upload does not', async () => {
    shared.put('kjj.xlsx', uploadOf(many(1)), at('04-08'));
    for (const name of ['~$kjj.xlsx', '.kjj.xlsx', '说明.docx']) shared.put(name, 'x', at('06-30'));
    const collected = await look();
    expect(failuresOf(collected)).toEqual([]);
    expect(deliveriesOf(collected)[0]!.name).toBe('kjj.xlsx');
  });

  test('once; then it is seen as of its upload', async () => {
    const known = createTaken();
    shared.put('kjj.xlsx', uploadOf(many(1)), at('04-08'));
    known.keep(await look({ known }));
    const seen = Date.parse(at('04-08'));
    expect(await look({ known, at: at('09-01') })).toEqual({
      deliveries: [],
      seen: { highTechEnterprises: seen, projects: seen, sanctions: seen },
    });
    shared.put('kjj.xlsx', uploadOf(many(2)), at('04-08'));
    expect(deliveriesOf(await look({ known }))[0]!.rows).toHaveLength(2);
  });

  test('unless it cannot be read: then the one before it stands, and the failure comes last', async () => {
    const known = createTaken();
    shared.put('kjj-04.xlsx', uploadOf(many(1)), at('04-08'));
    shared.put('kjj-07.xls', 'not a workbook', at('06-30'));
    const first = await look({ known });
    expect(first.deliveries.map(({ name }) => name)).toEqual([
      ...Array(3).fill('kjj-04.xlsx'),
      ...Array(3).fill('kjj-07.xls'),
    ]);
    known.keep(first);
    const second = await look({ known });
    expect(Object.keys(second.seen)).toHaveLength(3);
    expect(failuresOf(second)).toHaveLength(3);
  });

  test('until it is taken away: then the one before it counts again, after it', async () => {
    const known = createTaken();
    shared.put('kjj-04.xlsx', uploadOf(many(1)), at('04-08'));
    known.keep(await look({ known }));
    shared.put('kjj-07.xlsx', uploadOf(many(2)), at('06-30'));
    const [wrong] = deliveriesOf(await look({ known, at: at('07-01') }));
    known.keep(await look({ known, at: at('07-01') }));
    shared.take('kjj-07.xlsx');
    const [again] = deliveriesOf(await look({ known, at: at('07-02') }));
    expect(again).toMatchObject({ name: 'kjj-04.xlsx', asOfMs: Date.parse(at('04-08')) });
    expect(again!.order > wrong!.order).toBe(true);
  });

  test('and none is no answer', async () => {
    await expect(look()).rejects.toMatchObject({ code: 'DEPARTMENT_UNAVAILABLE' });
  });

  test('and is not from the future when its clock is fast', async () => {
    shared.put('kjj.xlsx', uploadOf({}), at('12-31'));
    expect(deliveriesOf(await look({ at: at('07-01') }))[0]!.asOfMs).toBe(Date.parse(at('07-01')));
  });
});
