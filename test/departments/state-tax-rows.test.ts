import { readLines } from '../support/state-tax.ts';

const cement = '915109042059900797,,遂宁样例磐石水泥有限公司';

describe('one row of a file', () => {
  it('of arrears at nothing ends the debt on the day of the file', async () => {
    const { facts } = await readLines('QSGG', [
      `1,${cement},增值税,202512,0.00,20260410,安税告〔2026〕5号,安居税务,,,U,`,
    ]);
    expect(facts).toMatchObject([{ state: 'ENDED', validUntil: '2026-07-02', openEnded: false, amountFen: 0 }]);
  });

  it('of arrears without an amount still is a debt', async () => {
    const { facts } = await readLines('QSGG', [`1,${cement},增值税,202512,,20260410,安税告〔2026〕5号,安居税务,,,I,`]);
    expect(facts).toMatchObject([{ state: 'VALID', openEnded: true, amountFen: null }]);
  });

  it.each([
    ['D', '01', 'REVOKED'],
    ['D', '02', 'ENDED'],
    ['Ｄ', ' 02 ', 'ENDED'],
    ['D', '', 'REVOKED'],
  ])('marked %s with reason "%s" is %s on the day of the file', async (mark, reason, state) => {
    const { facts } = await readLines('FZCH', [
      `1,${cement},2026-05-06,安税非〔2026〕3号,2026-06-30,安居税务,,${mark},${reason}`,
    ]);
    expect(facts).toMatchObject([{ state, validUntil: '2026-07-02', openEnded: false }]);
  });

  it.each([
    ['D', '03'],
    ['X', ''],
    ['', ''],
  ])('marked "%s" with reason "%s" in an increment is outside the code table', async (mark, reason) => {
    const { rejected } = await readLines('FZCH', [
      `1,${cement},2026-05-06,安税非〔2026〕3号,,安居税务,,${mark},${reason}`,
    ]);
    expect(rejected).toMatchObject([{ reason: 'CODE_UNKNOWN', creditCode: '915109042059900797' }]);
  });

  it('without a mark in a snapshot is stated by being there', async () => {
    const { facts } = await readLines('FZCH', [`1,${cement},2026-05-06,安税非〔2026〕3号,长期,安居税务,,,`], 'F');
    expect(facts).toMatchObject([{ state: 'VALID', openEnded: true }]);
  });

  it.each([
    ['A', 'POSITIVE', null],
    ['B', 'NEUTRAL', null],
    ['M', 'NEUTRAL', null],
    ['c', 'NEUTRAL', null],
    ['Ｄ', 'ADVERSE', 'ORDINARY'],
  ])('of grade %s counts as %s', async (grade, effect, severity) => {
    const { facts } = await readLines('NSXY', [
      `1,${cement},"2,025",${grade},20260420,安税信用〔2026〕1号,安居税务,,I,`,
    ]);
    expect(facts).toMatchObject([{ effect, severity, fields: { year: 2025 } }]);
  });

  it.each(['E', '', 'A级'])('of grade "%s" is outside the code table', async (grade) => {
    const { rejected } = await readLines('NSXY', [
      `1,${cement},2025,${grade},20260420,安税信用〔2026〕1号,安居税务,,I,`,
    ]);
    expect(rejected).toMatchObject([{ reason: 'CODE_UNKNOWN' }]);
  });

  it.each([
    ['1,,,,2025,A,20260231,安税信用〔2026〕1号', 'DATE_IMPOSSIBLE'],
    ['1,,,,2025,A,20260703,安税信用〔2026〕1号', 'DATE_IN_FUTURE'],
    ['1,,,,202513,A,20260420,安税信用〔2026〕1号', 'DATE_IMPOSSIBLE'],
  ])('that says %s is rejected as %s', async (start, reason) => {
    const line = start.replace(',,,', `,${cement}`);
    const { rejected } = await readLines('NSXY', [`${line},安居税务,,I,`]);
    expect(rejected).toMatchObject([{ reason }]);
  });

  it('repeats another only with the same number, tax and period; two spellings of a period are one', async () => {
    const line = (tax: string, period: string) =>
      `1,${cement},${tax},${period},5,20260410,安税告[2026]5号,安居税务,,,I,`;
    const { facts, repeated } = await readLines('QSGG', [
      line('增值税', '202512'),
      line('增值税', '202511'),
      line('房产税', '202512'),
      line('增值税', '2025-12').replace('[2026]', '（2026）'),
    ]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['line 3', 'line 4', 'line 5']);
    expect(repeated).toEqual([{ rowRef: 'line 2', sameAs: 'line 5' }]);
  });

  it('of a list whose publication ran out stays valid: running out is no state', async () => {
    const { facts } = await readLines('ZDAJ', [
      `1,${cement},偷税,"12,345,678.90",500000.00,2024年11月5日,遂税稽罚（2024）12号,20241120,20251119,安居税务,,I,`,
      `2,${cement},偷税,0,0.00,2024年11月5日,遂税稽罚（2024）13号,20241120,长期,安居税务,,I,`,
    ]);
    expect(facts).toMatchObject([
      {
        state: 'VALID',
        validUntil: '2025-11-19',
        severity: 'SERIOUS',
        amountFen: 50_000_000,
        fields: { involvedAmount: { fen: 1_234_567_890 } },
      },
      { validUntil: null, openEnded: true, amountFen: null },
    ]);
  });

  it('lifted before it was found, or after a day that does not exist, is rejected', async () => {
    const { rejected } = await readLines('FZCH', [
      `1,${cement},2026-05-06,安税非〔2026〕3号,2026-05-01,安居税务,,U,`,
      `2,${cement},2026-05-06,安税非〔2026〕4号,2026-06-31,安居税务,,U,`,
    ]);
    expect(rejected.map(({ reason }) => reason)).toEqual(['PERIOD_REVERSED', 'DATE_IMPOSSIBLE']);
  });
});
