import connector from '../../subgraphs/departments/science-technology/connector.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Fact, Reading } from '../../subgraphs/connector/reading.ts';
import { demoDirectory } from '../support/directory.ts';
import { createSharedFolder, deliveriesOf, lookAt } from '../support/shared-folder.ts';
import { uploadOf, type UploadCell } from '../support/upload.ts';

const shared = createSharedFolder();
afterAll(() => shared.remove());

const sheets = { highTechEnterprises: '高新技术企业', projects: '项目经费', sanctions: '科研失信' } as const;
type RecordSet = keyof typeof sheets;

async function read(recordSet: RecordSet, rows: readonly (readonly UploadCell[])[]): Promise<Reading> {
  shared.put('kjj.xlsx', uploadOf({ [sheets[recordSet]]: rows }));
  const collected = await lookAt('science-technology', connector, shared);
  const delivery = deliveriesOf(collected).find((one) => one.recordSet === recordSet)!;
  const context = { directory: demoDirectory(), today: '2026-07-01' };
  return readRows(connector.recordSets[recordSet]!, delivery.rows, context);
}

const code = '91510904MAXXXX1627';
const name = '遂宁样例芯微电子有限公司';
// As the spreadsheet writes it: the last digits of the number are lost.
const scientific = (digits: string): UploadCell => ({ xml: `<c r="@"><v>${digits}</v></c>` });
const failed = { xml: '<c r="@" t="e"><v>#REF!</v></c>' };

async function only(recordSet: RecordSet, row: readonly UploadCell[]): Promise<Fact | string> {
  const { dropped, facts, rejected, unlinked } = await read(recordSet, [row]);
  return facts[0] ?? rejected[0]?.reason ?? unlinked[0]?.reason ?? dropped[0]!.reason;
}

describe('a key', () => {
  const certificate = ['GR1', '2024-11-05', '2027-11-04', '有效', '四川省认定机构'];
  const keyed = (creditCode: UploadCell, organisationCode: UploadCell, who = name) =>
    only('highTechEnterprises', [creditCode, who, organisationCode, ...certificate]);

  test.each([
    ['a code with blanks', ' 91510904 MAXXXX1627 ', null, 'USCC', []],
    ['an organisation code', null, 'MAXXXX16-2', 'ORGCODE', []],
    ['an organisation code that became a number', null, 205990079, 'ORGCODE', ['NAME_DIFFERS']],
    [
      'an organisation code beside a number without its last digits',
      scientific('9.1510904E17'),
      'MAXXXX162',
      'ORGCODE',
      ['CREDIT_CODE_INVALID'],
    ],
  ])('can be %s', async (_, creditCode, organisationCode, linkedBy, quality) => {
    expect(await keyed(creditCode, organisationCode)).toMatchObject({ linkedBy, quality });
  });

  test.each([
    ['a number without its last digits', scientific('9.1510904205990081E+17'), null, 'KEY_UNREADABLE'],
    ['the text of such a number', '9.1510904205990081E+17', null, 'KEY_UNREADABLE'],
    ['an organisation code that lost its leading zero', null, 5990079, 'KEY_UNREADABLE'],
    ['two codes of different organisations', code, '20599007-9', 'KEY_CONFLICT'],
    ['a failed formula', failed, null, 'KEY_UNREADABLE'],
    ['nothing', null, '/', 'NAME_ONLY'],
  ])('cannot be %s', async (_, creditCode, organisationCode, reason) => {
    expect(await keyed(creditCode, organisationCode)).toBe(reason);
  });
});

describe('a certificate', () => {
  const certificate = (
    from: UploadCell,
    until: UploadCell,
    state: UploadCell,
    authority: UploadCell = '四川省认定机构',
  ) => only('highTechEnterprises', [code, name, null, 'GR1', from, until, state, authority]);

  test.each([
    ['有效', 'VALID'],
    ['到期', 'VALID'],
    ['撤销', 'REVOKED'],
    ['注销', 'CODE_UNKNOWN'],
  ])('marked %s is %s', async (written, state) => {
    const read = await certificate('2018.9.14', '2021.9.13', written);
    expect(typeof read === 'string' ? read : read.state).toBe(state);
  });

  test.each([
    ['impossible day', '2018年2月30日', '2021-02-28', null, 'DATE_IMPOSSIBLE'],
    ['word for a day', '去年', '2021-02-28', null, 'DATE_IMPOSSIBLE'],
    ['day to come', '2026-07-02', '2029-07-01', null, 'DATE_IN_FUTURE'],
    ['end before its beginning', 45601, 45600, null, 'PERIOD_REVERSED'],
    ['failed formula', '2018.9.14', failed, null, 'ROW_MALFORMED'],
    ['failed formula in what is no day', '2018.9.14', '2021.9.13', failed, 'ROW_MALFORMED'],
  ])('with a wrong cell goes back: %s', async (_, from, until, authority, reason) => {
    expect(await certificate(from, until, '有效', authority)).toBe(reason);
  });

  test('known to the month stays so', async () => {
    expect(await certificate('2022年5月', '2025年4月', '有效')).toMatchObject({
      documentOn: '2022-05',
      precision: 'month',
      validFrom: '2022-05',
      validUntil: '2025-04',
    });
  });
});

describe('a project', () => {
  const project = (amount: UploadCell, state: UploadCell = '在研') =>
    only('projects', [code, name, null, 'AJ1', '2024-06-03', amount, state, '经办人李某乙 510904190001010020']);

  test.each([
    [50, 50_000_000],
    ['50', 50_000_000],
    ['50万', 50_000_000],
    ['50万元', 50_000_000],
    ['５０', 50_000_000],
    [12.5, 12_500_000],
    ['12.345678', 12_345_678],
    [0.1 + 0.2, 300_000],
    ['人民币伍万元整', 5_000_000],
    ['贰拾万元整', 20_000_000],
    ['5000元', 500_000],
    [null, null],
    [0, null],
  ])('of %j is worth %d fen', async (amount, amountFen) => {
    expect(await project(amount)).toMatchObject({ amountFen, authority: '遂宁市安居区科学技术局' });
  });

  test.each(['约50万', -5, '0.00000001', '五十左右'])('of %j goes back', async (amount) => {
    expect(await project(amount)).toBe('AMOUNT_UNREADABLE');
  });

  test.each([
    ['在研', 'VALID', 'UNDER_WAY'],
    ['结题', 'VALID', 'CONCLUDED'],
    ['撤销', 'REVOKED', 'WITHDRAWN'],
  ])('marked %s is %s and %s, without the person in its remark', async (written, state, progress) => {
    const fact = await project(5, written);
    expect(fact).toMatchObject({ state, fields: { progress } });
    expect(JSON.stringify(fact)).not.toMatch(/李某乙|5109041900/);
  });
});
