import { yuan, wan } from '../subgraphs/connector/decoders/amounts.ts';
import { date, readDateCell } from '../subgraphs/connector/decoders/dates.ts';
import { until } from '../subgraphs/connector/decoders/periods.ts';
import { RowUnreadable } from '../subgraphs/connector/decoders/decoder.ts';
import { code, documentNumber, integer, list, text } from '../subgraphs/connector/decoders/text.ts';
import { nameKey, sameName } from '../subgraphs/connector/names.ts';

const cell = (value: string | number | null) => ({ C: value });

describe('a date is read from every shape that the district’s systems write', () => {
  test.each([
    ['20200316', '2020-03-16', 'day'],
    ['202008', '2020-08', 'month'],
    ['2021', '2021', 'year'],
    [1_568_180_781_000, '2019-09-11', 'day'],
    ['1739203200000', '2025-02-11', 'day'],
    ['2022-03-04 19:00:06', '2022-03-04', 'day'],
    ['2022-03-04 00:00;00', '2022-03-04', 'day'],
    ['2022-03-04T16:30:00Z', '2022-03-05', 'day'],
    ['2018.1.12', '2018-01-12', 'day'],
    ['2018年1月12日', '2018-01-12', 'day'],
    ['2018/1/2', '2018-01-02', 'day'],
    ['二〇一八年一月十二日', '2018-01-12', 'day'],
    ['二〇二〇年十二月三十一日', '2020-12-31', 'day'],
    [43_112, '2018-01-12', 'day'],
    ['43112', '2018-01-12', 'day'],
    ['12-1月 -18', '2018-01-12', 'day'],
    ['2022年5月', '2022-05', 'month'],
    ['2024-02-29', '2024-02-29', 'day'],
    ['２０２０－０３－１６', '2020-03-16', 'day'],
    ['20260701101500', '2026-07-01', 'day'],
  ])('%s is %s', (written, on, precision) => {
    expect(date('C').read(cell(written))).toEqual({ on, precision });
  });

  test.each([
    '',
    '\\N',
    '暂无',
    '无',
    'NULL',
    '/',
    '-',
    '0000-00-00',
    '0000-00-00 00:00:00',
    '1900-01-01',
    '1899-12-31 12:00:00',
    '00000000',
    null,
  ])('%s is no date', (written) => {
    expect(readDateCell(cell(written), 'C')).toEqual({ state: 'none' });
  });

  test.each(['9999-09-09 00:00:00', '2099-12-31', '2099/12/31', '9999-12-31', '长期', '无处罚期限', '99991231'])(
    '%s has no end',
    (written) => {
      expect(until('C').read(cell(written))).toEqual({ on: null, openEnded: true });
    },
  );

  test.each(['2026-02-30', '20211301', '2023-02-29', 'bald', '2021-00-10', '18999999', '2021-4-31', '五月'])(
    '%s sends its row to quarantine',
    (written) => {
      expect(() => date('C').read(cell(written))).toThrow(RowUnreadable);
    },
  );
});

describe('an amount is read exactly, to whole fen', () => {
  test.each([
    [yuan, '1,250,000.00', 125_000_000],
    [yuan, '86,000.50', 8_600_050],
    [yuan, '33万元', 33_000_000],
    [yuan, '356,000.00', 35_600_000],
    [yuan, '人民币伍拾万元整', 50_000_000],
    [yuan, '叁仟伍佰元贰角', 350_020],
    [yuan, '壹拾贰万叁仟肆佰伍拾陆元柒角捌分', 12_345_678],
    [yuan, '１２００元', 120_000],
    [yuan, 12_345.67, 1_234_567],
    [wan, '0.2', 200_000],
    [wan, '5,000000', 5_000_000],
    [wan, '0.200000', 200_000],
    [wan, '50万', 50_000_000],
    [wan, '伍万元整', 5_000_000],
    [wan, 12.5, 12_500_000],
    [wan, 0.1 + 0.2, 300_000],
  ])('amount %#', (decoder, written, fen) => {
    expect(decoder('C').read(cell(written))).toEqual({ fen });
  });

  test.each(['0', '0.00', '', '/', null])('%s is no amount', (written) => {
    expect(yuan('C').read(cell(written))).toBeNull();
  });

  test.each(['-5', '约50万', '50万以上', '0.005', '1,23', '若干', '12.3.4', '万元'])(
    '%s is not guessed at',
    (written) => {
      expect(() => yuan('C').read(cell(written))).toThrow('AMOUNT_UNREADABLE');
    },
  );

  test('a part of a fen in 万元 is refused', () => {
    expect(() => wan('C').read(cell('0.0000005'))).toThrow('AMOUNT_UNREADABLE');
  });
});

describe('texts, codes and numbers', () => {
  test('a document number has one form whatever its brackets, blanks and widths', () => {
    const forms = [
      '市场【2019】1号',
      '市场〔2019〕1号',
      '市场（2019）1号',
      ' 市场(2019) 1号 ',
      '市场〈2019〉1号',
      '市场[2019]１号',
    ];
    expect(new Set(forms.map((form) => documentNumber('C').read(cell(form))))).toEqual(new Set(['市场〔2019〕1号']));
  });

  test('a value outside of a code table is refused, not passed on', () => {
    const decoder = code('Grade', 'C', { A: 'A', A级: 'A' });
    expect(decoder.read(cell('ａ级'))).toBe('A');
    expect(() => decoder.read(cell('E'))).toThrow('CODE_UNKNOWN');
  });

  test('a list loses its empty parts and repeats', () => {
    expect(list('C', /[;；]/).read(cell('罚款；;没收违法所得;罚款'))).toEqual(['罚款', '没收违法所得']);
  });

  test('a count is a whole number or nothing', () => {
    expect(integer('C').read(cell('1,204'))).toBe(1204);
    expect(() => integer('C').read(cell('12人左右'))).toThrow('ROW_MALFORMED');
  });

  test('the words for nothing are nothing', () => {
    expect(['\\N', '/', '无', '暂无', '  '].map((written) => text('C').read(cell(written)))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('names', () => {
  test('brackets, blanks and width do not make two names', () => {
    expect(nameKey('遂宁样例天宇（集团）有限公司')).toBe(nameKey('遂宁样例天宇 (集团)有限公司'));
  });

  test('a character that the code page lost, and a name cut by its column, still match', () => {
    expect(sameName('遂宁样例?川水务有限公司', '遂宁样例䶮川水务有限公司')).toBe(true);
    expect(sameName('遂宁样例天宇', '遂宁样例天宇（集团）有限公司', 6)).toBe(true);
    expect(sameName('遂宁样例天宇', '遂宁样例天宇（集团）有限公司')).toBe(false);
  });
});
