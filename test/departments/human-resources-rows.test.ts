import type { LegacyRow } from '../../subgraphs/connector/legacy-row.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { MappedId, Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/human-resources/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { today } from '../support/mirror.ts';

type Cells = Record<string, string | null>;
const zhonghe = { code: '91510904MAXXXX218A', name: '遂宁样例众合劳务有限公司' };

const bases: Record<string, Cells> = {
  units: { AAB001: 'U1', AAB004: zhonghe.name, AAB003: zhonghe.code, AAC002: '510904190001010010' },
  labourRatings: { AAB001: 'U1', AAB004: zhonghe.name, PJND: '2024', PJDJ: 'B', PJRQ: '2025-03-31', WH: '4号' },
  wageArrears: {
    AAB001: 'U1',
    AAB004: zhonghe.name,
    LRJDWH: '1号',
    LRRQ: '2025-01-20',
    JZRQ: '2028-01-19',
    QXJE: '356,000.00',
    QXRS: '23',
    ZT: '1',
  },
  insuranceArrears: {
    AAB001: 'U1',
    AAE140: '110',
    AAE003: '202403',
    QFJE: '12345.67',
    RDRQ: '2024-05-10',
    AAE100: '1',
  },
};

function read(name: string, rows: readonly Cells[], mapped: readonly MappedId[] = []): Reading {
  const key = name === 'units' ? 'AAB001' : 'ID';
  const received: LegacyRow[] = rows.map((cells, at) => ({
    ref: String(at + 1),
    cells: { ...(key === 'ID' ? { ID: String(at + 1) } : {}), ...bases[name], ...cells },
  }));
  return readRows(connector.recordSets[name]!, received, { directory: demoDirectory(mapped), today });
}
const u1 = read('units', [{}]).mapped;
const fact = (name: string, cells: Cells, mapped = u1) => read(name, [cells], mapped).facts[0];

describe('an employer’s number', () => {
  test.each([
    [{}, zhonghe.code],
    [{ AAB003: '20599001-X' }, '9151090420599001XY'],
    [{ AAB003: '/', AAB007: '510904600000115' }, '92510904MAXXXX023D'],
    [{ AAB003: '暂无', AAB007: '510904000001022' }, '9151090420599001XY'],
    // The owner of a household stands where its code belongs.
    [{ AAB003: '510904190001010060', AAB007: '510904600000115' }, '92510904MAXXXX023D'],
  ])('with %j stands for %s', (cells, creditCode) => {
    expect(read('units', [cells]).mapped).toEqual([{ internalId: 'U1', reading: { state: 'mapped', creditCode } }]);
  });

  test.each([
    ['/', '周某己'],
    ['', '周某己'],
    ['510904190001010060', '周某己'],
  ])('with %j for a code and the name %s is a person’s, and so are its rows', (AAB003, AAB004) => {
    const { mapped, dropped } = read('units', [{ AAB003, AAB004, AAB007: null }]);
    expect(dropped).toMatchObject([{ reason: 'NATURAL_PERSON' }]);
    expect(read('insuranceArrears', [{}], mapped).dropped).toMatchObject([{ reason: 'NATURAL_PERSON' }]);
  });

  test('without any key leaves its rows in the queue, under its name', () => {
    const { mapped } = read('units', [{ AAB003: '', AAB004: '四川样例民发食品有限公司' }]);
    expect(read('insuranceArrears', [{}], mapped).unlinked).toMatchObject([
      { reason: 'NAME_ONLY', name: '四川样例民发食品有限公司', effect: 'ADVERSE' },
    ]);
  });

  test('with a code that fails its check leaves its rows unreadable', () => {
    const { mapped, rejected } = read('units', [{ AAB003: '91510904MAXXXX218B' }]);
    expect(rejected).toMatchObject([{ reason: 'KEY_UNREADABLE' }]);
    expect(read('insuranceArrears', [{}], mapped).rejected).toMatchObject([{ reason: 'KEY_UNREADABLE' }]);
  });

  test('with two codes of different organisations stands for nobody', () => {
    expect(read('units', [{ AAB007: '510904000001022' }]).unlinked).toMatchObject([{ reason: 'KEY_CONFLICT' }]);
  });

  test('with a name that the code page has eaten is the same name', () => {
    expect(fact('labourRatings', { AAB004: '遂宁样例众合?务有限公司' })?.quality).toEqual([]);
    expect(fact('labourRatings', { AAB004: '遂宁样例众?有限公司' })?.quality).toEqual(['NAME_DIFFERS']);
  });
});

describe('a rating', () => {
  test.each([
    ['A', 'A', 'POSITIVE'],
    ['A级', 'A', 'POSITIVE'],
    ['ａ 级', 'A', 'POSITIVE'],
    ['B', 'B', 'NEUTRAL'],
    ['C级', 'C', 'ADVERSE'],
  ])('of %s is %s and %s', (PJDJ, grade, effect) => {
    expect(fact('labourRatings', { PJDJ })).toMatchObject({ effect, fields: { grade } });
  });

  test.each(['D', '优', '', '/'])('of %j is outside the table', (PJDJ) => {
    expect(read('labourRatings', [{ PJDJ }], u1).rejected).toMatchObject([{ reason: 'CODE_UNKNOWN' }]);
  });

  test.each(['2025-03-31', '20250331', '2025.3.31', '2025年3月31日'])('dated %s', (PJRQ) => {
    expect(fact('labourRatings', { PJRQ })).toMatchObject({ documentOn: '2025-03-31' });
  });

  test('of another year in the same notice is another record', () => {
    expect(read('labourRatings', [{}, { PJND: '2023' }, {}], u1)).toMatchObject({
      facts: [{ rowRef: '2' }, { rowRef: '3' }],
      repeated: [{ rowRef: '1', sameAs: '3' }],
    });
  });
});

describe('an entry for arrears of wages', () => {
  test.each([
    ['356,000.00', 35_600_000],
    ['5万', 5_000_000],
    ['8.6万元', 8_600_000],
    ['￥43,210.50', 4_321_050],
    ['伍万元整', 5_000_000],
    ['0', null],
    ['', null],
  ])('%s is %s fen', (QXJE, amountFen) => {
    expect(fact('wageArrears', { QXJE })).toMatchObject({ amountFen });
  });

  test.each(['约5万', '-100', '0.001'])('of %s is unreadable', (QXJE) => {
    expect(read('wageArrears', [{ QXJE }], u1).rejected).toMatchObject([{ reason: 'AMOUNT_UNREADABLE' }]);
  });

  test.each([
    [{ ZT: '1' }, 'VALID', '2028-01-19'],
    [{ ZT: '2', YCRQ: '2025-06-01' }, 'ENDED', '2025-06-01'],
    [{ ZT: '3', YCRQ: '2025-06-01' }, 'REVOKED', '2025-06-01'],
    [{ ZT: '2', YCRQ: '' }, 'ENDED', '2028-01-19'],
    [{ ZT: null, YCRQ: '2025-06-01' }, 'ENDED', '2025-06-01'],
  ])('with %j is %s until %s', (cells, state, validUntil) => {
    expect(fact('wageArrears', cells)).toMatchObject({ state, validUntil, openEnded: false, quality: [] });
  });

  test('is linked by its own code where its number is unknown', () => {
    expect(fact('wageArrears', { AAB001: null, AAB003: zhonghe.code })).toMatchObject({ linkedBy: 'USCC' });
    expect(read('wageArrears', [{ AAB001: 'U404', AAB003: '' }], u1).unlinked).toMatchObject([
      { reason: 'KEY_NOT_MAPPED' },
    ]);
  });

  test.each([
    [{ ZT: '4' }, 'CODE_UNKNOWN'],
    [{ LRRQ: '2025-02-30' }, 'DATE_IMPOSSIBLE'],
    [{ JZRQ: '2024-01-01' }, 'PERIOD_REVERSED'],
    [{ QXRS: '几人' }, 'ROW_MALFORMED'],
  ])('with %j is rejected as %s', (cells, reason) => {
    expect(read('wageArrears', [cells], u1).rejected).toMatchObject([{ reason }]);
  });

  test('keeps nothing about who was responsible', () => {
    const cells = { AAC002: '510904190001010010', AAE013: '责任人张某甲510904190001010010,旧证510904000101001' };
    expect(JSON.stringify(fact('wageArrears', cells))).not.toMatch(/张某甲|510904190001010010|510904000101001/);
  });
});

describe('arrears of insurance', () => {
  test.each([
    [{ BJRQ: null }, 'VALID', null, true],
    [{ BJRQ: '0000-00-00' }, 'VALID', null, true],
    [{ BJRQ: '2024-06-01' }, 'ENDED', '2024-06-01', false],
    [{ AAE100: '0' }, 'REVOKED', null, true],
    [{ AAE100: '0', BJRQ: '2024-06-01' }, 'REVOKED', '2024-06-01', false],
  ])('with %j are %s until %j', (cells, state, validUntil, openEnded) => {
    expect(fact('insuranceArrears', cells)).toMatchObject({ state, validUntil, openEnded });
  });

  test('of several months are several records, as no document tells them apart', () => {
    expect(read('insuranceArrears', [{}, { AAE003: '202404' }, {}], u1).facts).toHaveLength(3);
  });

  test.each([
    [{ AAE140: '999' }, 'CODE_UNKNOWN'],
    [{ AAE003: '202413' }, 'DATE_IMPOSSIBLE'],
    [{ RDRQ: '2026-07-02' }, 'DATE_IN_FUTURE'],
    [{ BJRQ: '2024-05-09' }, 'PERIOD_REVERSED'],
    [{ QFJE: '-1.00' }, 'AMOUNT_UNREADABLE'],
    [{ AAE100: '2' }, 'CODE_UNKNOWN'],
  ])('with %j are rejected as %s', (cells, reason) => {
    expect(read('insuranceArrears', [cells], u1).rejected).toMatchObject([{ reason }]);
  });
});
