import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { createSharedFolder, deliveriesOf, lookAt } from '../support/shared-folder.ts';
import { uploadOf, type UploadCell, type UploadShape } from '../support/upload.ts';

const shared = createSharedFolder();
afterAll(() => shared.remove());

async function rowsOf(upload: Buffer, recordSet = 'highTechEnterprises') {
  shared.put('kjj.xlsx', upload);
  const collected = await lookAt('science-technology', connector, shared);
  return deliveriesOf(collected).find((one) => one.recordSet === recordSet)!;
}

/** What one cell says in a column of days, and in one of texts. */
async function day(cell: UploadCell, shape?: UploadShape) {
  const row: UploadCell[] = ['91510904MAXXXX1627', '某公司', null, 'GR1', cell];
  const { rows } = await rowsOf(uploadOf({ 高新技术企业: [row] }, shape));
  return rows[0]!.cells['发证日期'];
}
async function text(cell: UploadCell, shape?: UploadShape) {
  const row: UploadCell[] = ['91510904MAXXXX1627', '某公司', null, cell];
  const { rows } = await rowsOf(uploadOf({ 高新技术企业: [row] }, shape));
  return rows[0]!.cells['证书编号'];
}
const styled = (value: number | string, style = 1) => ({ xml: `<c r="@" s="${style}"><v>${value}</v></c>` });

describe('a day', () => {
  const formats = ['yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 57, 14, 'yyyy', '[$-804]yyyy\\-mm\\-dd;@'];

  test.each([
    ['a date format', styled(45601), '2024-11-05'],
    ['a time behind it', styled(45601.75), '2024-11-05'],
    ['a built-in format', styled(45601, 4), '2024-11-05'],
    ['a format with a language', styled(45601, 6), '2024-11-05'],
    ['year and month only', styled(44682, 2), '2022-05'],
    ['year and month only, in the Chinese built-in format', styled(44682, 3), '2022-05'],
    ['year and month only, but a day behind it', styled(44690, 2), '2022-05-09'],
    ['the year only', styled(44562, 5), '2022'],
    ['no format', 43112, '2018-01-12'],
    ['no format, as text', '43112', '2018-01-12'],
    ['an ISO day', { xml: '<c r="@" s="1" t="d"><v>2024-11-05T00:00:00</v></c>' }, '2024-11-05'],
    ['its digits written out', 20180112, '20180112'],
    ['a text', '2018年1月12日', '2018年1月12日'],
    ['zero with a date format', styled(0), null],
    ['a number beyond the calendar', styled(99_999_999), '99999999'],
    ['a formula', { xml: '<c r="@" s="1"><f>E3+1</f><v>45601</v></c>' }, '2024-11-05'],
  ])('with %s is read', async (_, cell, expected) => {
    expect(await day(cell, { formats })).toBe(expected);
  });

  test.each(['1', 'true'])('counts from 1904 where date1904="%s"', async (flag) => {
    const shape = { formats, workbookPr: `<workbookPr date1904="${flag}"/>` };
    const cells = [styled(45601 - 1462), 45601 - 1462, String(45601 - 1462)];
    for (const cell of cells) expect(await day(cell, shape)).toBe('2024-11-05');
    expect(await day('2024.11.5', shape)).toBe('2024.11.5');
  });

  test.each(['0', 'false'])('counts from 1900 where date1904="%s"', async (flag) => {
    expect(await day(45601, { workbookPr: `<workbookPr date1904="${flag}"/>` })).toBe('2024-11-05');
  });
});

describe('a cell', () => {
  test.each([
    [
      'of characters by number and name',
      { xml: '<c r="@" t="str"><v>&#x5b89;&#31185;&lt;1&gt;&amp;</v></c>' },
      '安科<1>&',
    ],
    [
      'of rich text',
      {
        xml: '<c r="@" t="inlineStr"><is><r><t>GR</t></r><r><rPr/><t xml:space="preserve"> 1</t></r><rPh><t>x</t></rPh></is></c>',
      },
      'GR 1',
    ],
    ['of an escaped line end', '甲_x000D_乙', '甲\r乙'],
    ['of a short whole number', 205990079, '205990079'],
    ['of a long whole number', { xml: '<c r="@"><v>9.15109042059900797E17</v></c>' }, 9.151_090_420_599_008e17],
    ['of a fraction', 12.5, 12.5],
    ['of a whole number in scientific form', { xml: '<c r="@"><v>1.2E+3</v></c>' }, '1200'],
    ['of yes or no', { xml: '<c r="@" t="b"><v>1</v></c>' }, true],
    ['of a formula’s text', { xml: '<c r="@" t="str"><f>A1</f><v>GR1</v></c>' }, 'GR1'],
    ['of a formula that failed', { xml: '<c r="@" t="e"><f>A1</f><v>#REF!</v></c>' }, '#REF!'],
    ['of a formula that was never computed', { xml: '<c r="@"><f>A1</f><v/></c>' }, '#VALUE!'],
    ['of nothing but a format', { xml: '<c r="@" s="1"/>' }, null],
  ])('%s is read', async (_, cell, expected) => {
    expect(await text(cell, { formats: ['0.00'] })).toBe(expected);
  });
});
