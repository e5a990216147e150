import ExcelJS from 'exceljs';
import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { createSharedFolder, deliveriesOf, lookAt } from '../support/shared-folder.ts';
import { template, uploadOf, type UploadCell } from '../support/upload.ts';

const shared = createSharedFolder();
afterAll(() => shared.remove());

async function rowsOf(upload: Buffer, recordSet = 'highTechEnterprises') {
  shared.put('kjj.xlsx', upload);
  const collected = await lookAt('science-technology', connector, shared);
  return deliveriesOf(collected).find((one) => one.recordSet === recordSet)!;
}

describe('a sheet', () => {
  const nothing = { xml: '<c r="@"/>' };
  const row = (code: string): UploadCell[] => ['91510904MAXXXX1627', '某公司', nothing, code, '2024-11-05'];

  test('is found by its name, in any order, and hidden', async () => {
    const sheets = ['字典', '科研失信', '高新技术企业 ', '项目经费'];
    expect(
      (
        await rowsOf(
          uploadOf(
            { '高新技术企业 ': [row('GR1')] },
            { sheets, headings: { '高新技术企业 ': template['高新技术企业']! } },
          ),
        )
      ).rows,
    ).toHaveLength(1);
  });

  test('is read by the names of its columns, whatever their order, and no further ones', async () => {
    const heading = ['手机', ...template['高新技术企业']!.toReversed().map((name) => name.replace('统一', '统一\n'))];
    const cells = ['13900000000', ...Array(8).fill(null), '91510904MAXXXX1627'];
    const { rows } = await rowsOf(uploadOf({ 高新技术企业: [cells] }, { headings: { 高新技术企业: heading } }));
    expect(rows[0]!.cells['统一社会信用代码']).toBe('91510904MAXXXX1627');
    expect(JSON.stringify(rows)).not.toContain('13900000000');
  });

  test('leaves out blank rows, totals and what comes to nothing', async () => {
    const rows = [
      row('GR1'),
      [],
      [' ', '　'],
      ['小计', null, null, 1],
      row('GR2'),
      [null, '合 计:', null, 2],
      ['总计(万元)'],
      [],
    ];
    const delivery = await rowsOf(uploadOf({ 高新技术企业: rows }));
    expect(delivery.rows.map(({ ref }) => ref)).toEqual(['row 4', 'row 8']);
    expect(delivery.ignored).toBe(8);
  });

  test('keeps a row of an organisation whose name begins like a total', async () => {
    const named: UploadCell[] = [null, '合计财务咨询有限公司', null, 'GR1'];
    expect((await rowsOf(uploadOf({ 高新技术企业: [named] }))).rows).toHaveLength(1);
  });

  test('is read without the places of its cells, and with prefixes', async () => {
    const upload = { 高新技术企业: [row('GR1')] };
    const bare = await rowsOf(
      uploadOf(upload, { change: (xml) => xml.replaceAll(/<c r="\w+"/g, '<c').replaceAll(/<row r="\d+"/g, '<row') }),
    );
    const prefixed = await rowsOf(
      uploadOf(upload, { change: (xml) => xml.replaceAll(/<(\/?)(?=\w)/g, '<$1x:').replace('xmlns', 'xmlns:x') }),
    );
    for (const { rows } of [bare, prefixed]) expect(rows).toMatchObject([{ ref: 'row 4', cells: { 证书编号: 'GR1' } }]);
  });
});

test('an upload of another program is read as it shows it', async () => {
  const book = new ExcelJS.Workbook();
  book.properties.date1904 = true;
  for (const [name, heading] of Object.entries(template))
    book.addWorksheet(name).addRows([['分组'], ['表格说明'], heading]);
  const sheet = book.getWorksheet('高新技术企业')!;
  const link = { text: 'GR1', hyperlink: 'http://example.invalid/' };
  sheet.addRow([
    { richText: [{ text: '91510904' }, { text: 'MAXXXX1627' }] },
    '某公司',
    null,
    link,
    new Date(Date.UTC(2024, 10, 5)),
    { formula: 'E4', result: new Date(Date.UTC(2027, 10, 4)) },
    '有效',
  ]);
  sheet.getCell('E4').numFmt = 'yyyy-mm-dd';
  sheet.getCell('F4').numFmt = 'yyyy-mm-dd';
  sheet.mergeCells('A1:C1');
  const { rows } = await rowsOf(Buffer.from(await book.xlsx.writeBuffer()));
  expect(rows).toMatchObject([
    {
      ref: 'row 4',
      cells: {
        统一社会信用代码: '91510904MAXXXX1627',
        证书编号: 'GR1',
        发证日期: '2024-11-05',
        有效期至: '2027-11-04',
        状态: '有效',
        备注: null,
      },
    },
  ]);
});
