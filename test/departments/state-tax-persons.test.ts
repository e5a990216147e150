import { readLines } from '../support/state-tax.ts';

const cement = '915109042059900797,,遂宁样例磐石水泥有限公司';

describe('a row', () => {
  it('of a person leaves no trace, whatever internal number stands beside it', async () => {
    const reading = await readLines('NSXY', [
      '1,51090419000101004001,10115109000000000105,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '2,51090400010100401,10115109000000000105,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '3,51090419009999004001,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '4,510904190001010040,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
    ]);
    expect(reading.dropped).toHaveLength(4);
    expect(JSON.stringify(reading)).not.toMatch(/赵某丁|190001|1900999|000101004/);
  });

  it('of a household under its owner’s name is rejected or linked without that name', async () => {
    const reading = await readLines('NSXY', [
      '1,92510904MAXXXX2855,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,赵某丁,I,',
      '2,92510904MAXXXX2855,,赵某丁,2025,B,20260230,安税信用〔2026〕1号,安居税务,,I,',
      '3,5109041900010100400,,赵某丁,2025,B,20260420,安税信用〔2026〕1号,安居税务,,I,',
    ]);
    expect(reading.facts).toMatchObject([{ creditCode: '92510904MAXXXX2855', quality: ['NAME_DIFFERS'] }]);
    expect(reading.rejected.map(({ reason }) => reason)).toEqual(['DATE_IMPOSSIBLE', 'KEY_UNREADABLE']);
    expect(JSON.stringify(reading)).not.toMatch(/赵某丁|19000101/);
  });

  it('that cannot be taken apart is rejected, names whom it concerns and keeps nothing else', async () => {
    const reading = await readLines('QSGG', [
      `1,${cement},增值税,202512,1,234.50,20260410,安税告〔2026〕5号,安居税务,李某乙,510904190001010020,I,`,
      `2,${cement},增值税,202511,5,20260410,安税告〔2026〕5号,安居税务,李某乙,510904190001010020,I,`,
    ]);
    expect(reading.rejected).toMatchObject([
      { reason: 'ROW_MALFORMED', rowRef: 'line 2', creditCode: '915109042059900797' },
    ]);
    expect(reading.facts).toHaveLength(1);
    expect(reading.rows).toBe(2);
    expect(JSON.stringify(reading)).not.toMatch(/李某乙|510904190001010020/);
  });

  it('masks persons in the remark and keeps the rest of it', async () => {
    const { facts } = await readLines('ZDAJ', [
      `1,${cement},偷税,1,1,20241105,遂税稽罚〔2024〕12号,20241120,,安居税务,"法定代表人王某己,身份证510904190001010020",I,`,
    ]);
    expect(facts[0]!.remark).toMatch(/^法定代表人\*+,身份证\*+$/);
  });
});
