import { readSent, rowOf, type Service } from '../support/environment.ts';
import { createReplay, type Replay } from '../support/http-replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const one = async (service: Service, cells: Record<string, unknown>) =>
  readSent(replay, service, [rowOf[service](cells)]);
const fact = async (service: Service, cells: Record<string, unknown>) => (await one(service, cells)).facts[0]!;
const rejection = async (service: Service, cells: Record<string, unknown>) =>
  (await one(service, cells)).rejected[0]?.reason;

describe('a rating counts by its colour', () => {
  test.each([
    [['绿', '绿牌', 'green', '环保诚信', ' Green ', 'ＧＲＥＥＮ'], 'GREEN', 'POSITIVE', null],
    [['蓝', '蓝牌', 'blue', '环保良好', 'BLUE'], 'BLUE', 'NEUTRAL', null],
    [['黄', '黄牌', 'yellow', '环保警示'], 'YELLOW', 'ADVERSE', 'MINOR'],
    [['红', '红牌', 'red', '环保不良'], 'RED', 'ADVERSE', 'ORDINARY'],
  ])('%j', async (words, grade, effect, severity) => {
    for (const PJJG of words)
      expect(await fact('rating', { PJJG })).toMatchObject({ effect, severity, fields: { grade } });
  });

  test.each(['黑', '绿色', 'A', '', null, '暂无', 1])('%j is no colour', async (PJJG) => {
    expect(await rejection('rating', { PJJG })).toBe('CODE_UNKNOWN');
  });

  test.each([
    ['2024', 2024],
    [2024, 2024],
    ['2024年', 2024],
    ['2024年度', 2024],
    ['', null],
    [null, null],
  ])('the year %j is %j', async (PJND, year) => {
    expect(await fact('rating', { PJND })).toMatchObject({ fields: { year } });
  });

  test.each(['20244', 'bald', '2024-13'])('the year %j is none', async (PJND) => {
    expect(await rejection('rating', { PJND })).toBe('DATE_IMPOSSIBLE');
  });

  test.each([
    ['', null, false],
    [null, null, false],
    ['长期', null, true],
    ['9999-09-09', null, true],
    ['9999-12-31', null, true],
    ['2099-12-31', null, true],
    ['2026年2月10日', '2026-02-10', false],
  ])('the end %j', async (YXQZ, validUntil, openEnded) => {
    expect(await fact('rating', { YXQZ, YXQS: '2025-02-11' })).toMatchObject({ validUntil, openEnded });
  });

  test('the former name of the bureau stays as it stands', async () => {
    const authority = '遂宁市安居区环境保护局';
    expect(await fact('rating', { PJJGMC: authority })).toMatchObject({ authority });
  });

  test('a number given twice is one record, of which the later row stands', async () => {
    const rows = [rowOf.rating({ ID: 'P1', PJND: '2023' }), rowOf.rating({ ID: 'P2', PJND: '2024' })];
    const { facts, repeated } = await readSent(replay, 'rating', rows);
    expect([facts.map(({ rowRef }) => rowRef), repeated]).toEqual([['P2'], [{ rowRef: 'P1', sameAs: 'P2' }]]);
  });
});

describe('a day is read from all forms of this system', () => {
  test.each([
    [1661961600000, '2022-09-01'],
    ['1661961600000', '2022-09-01'],
    [1662004800000, '2022-09-01'],
    ['2022年9月1日', '2022-09-01'],
    ['2022-09-01', '2022-09-01'],
    ['20220901', '2022-09-01'],
    [20220901, '2022-09-01'],
  ])('%j', async (CFRQ, documentOn) => {
    expect(await fact('penalty', { CFRQ })).toMatchObject({ documentOn, precision: 'day' });
  });

  test.each([
    ['2022-02-30', 'DATE_IMPOSSIBLE'],
    ['去年', 'DATE_IMPOSSIBLE'],
    [1661961600, 'DATE_IMPOSSIBLE'],
    ['2026-07-02', 'DATE_IN_FUTURE'],
    [Date.parse('2026-07-02T00:00:00+08:00'), 'DATE_IN_FUTURE'],
  ])('%j is %s', async (CFRQ, reason) => {
    expect(await rejection('penalty', { CFRQ })).toBe(reason);
  });

  test('the last midnight before tomorrow is still today', async () => {
    const CFRQ = Date.parse('2026-07-01T23:59:59+08:00');
    expect(await fact('penalty', { CFRQ })).toMatchObject({ documentOn: '2026-07-01' });
  });

  test('a document without a date is flagged', async () => {
    expect(await fact('penalty', { CFRQ: '' })).toMatchObject({ documentOn: null, quality: ['DATE_MISSING'] });
  });
});

describe('a fine is in units of ten thousand', () => {
  test.each([
    [12.5, 12_500_000],
    ['12.5', 12_500_000],
    ['0.3', 300_000],
    [0.1 + 0.2, 300_000],
    ['0.000001', 1],
    ['12.500000', 12_500_000],
    [0, null],
    ['0', null],
    ['', null],
    [null, null],
  ])('%j', async (FKJE, amountFen) => {
    expect(await fact('penalty', { FKJE })).toMatchObject({ amountFen });
  });

  test.each([-1, '0.0000001', '约5', '若干'])('%j is unreadable', async (FKJE) => {
    expect(await rejection('penalty', { FKJE })).toBe('AMOUNT_UNREADABLE');
  });
});

describe('a penalty', () => {
  test.each([
    ['罚款', ['罚款'], 'ORDINARY'],
    ['罚款,责令停产停业', ['罚款', '责令停产停业'], 'SERIOUS'],
    ['警告、罚款', ['警告', '罚款'], 'ORDINARY'],
    ['警告，没收违法所得', ['警告', '没收违法所得'], 'ORDINARY'],
    ['吊销许可证件', ['吊销许可证件'], 'SERIOUS'],
  ])('of %s', async (CFLX, penaltyTypes, severity) => {
    expect(await fact('penalty', { CFLX })).toMatchObject({ severity, fields: { penaltyTypes } });
  });

  test('that is only a warning, without a fine, is minor', async () => {
    expect(await fact('penalty', { CFLX: '警告', FKJE: null })).toMatchObject({ severity: 'MINOR' });
    expect(await fact('penalty', { CFLX: '警告', FKJE: 1 })).toMatchObject({ severity: 'ORDINARY' });
  });

  test.each(['不予处罚', '不予行政处罚'])('that is %s is none', async (CFLX) => {
    expect((await one('penalty', { CFLX, FKJE: 0 })).dropped).toEqual([{ rowRef: 'C', reason: 'NOT_A_PENALTY' }]);
  });

  test.each([
    ['1', '2023-01-05', 'REVOKED', '2023-01-05'],
    [1, '2023年1月5日', 'REVOKED', '2023-01-05'],
    ['1', '', 'REVOKED', null],
    ['0', '', 'VALID', null],
    ['', null, 'VALID', null],
  ])('with SFCX %j and CXRQ %j', async (SFCX, CXRQ, state, validUntil) => {
    expect(await fact('penalty', { SFCX, CXRQ })).toMatchObject({ state, validUntil, quality: [] });
  });

  test('withdrawn before it was made, or marked otherwise, is unreadable', async () => {
    expect(await rejection('penalty', { SFCX: '1', CXRQ: '2022-08-31' })).toBe('PERIOD_REVERSED');
    expect(await rejection('penalty', { SFCX: '9' })).toBe('CODE_UNKNOWN');
  });
});

describe('a permit', () => {
  test.each([
    ['有效', 'VALID'],
    ['注销', 'ENDED'],
    ['吊销', 'ENDED'],
    ['撤销', 'REVOKED'],
  ])('that is %s', async (ZT, state) => {
    expect(await fact('permit', { ZT })).toMatchObject({ state, linkedBy: 'EMBEDDED' });
  });

  test('is known by the code inside its number, in either case and width', async () => {
    const XKZBH = ' 91510904maxxxx015m001p';
    expect(await fact('permit', { XKZBH })).toMatchObject({
      creditCode: '91510904MAXXXX015M',
      documentNumber: '91510904MAXXXX015M001P',
    });
  });

  test.each([
    ['91510904MAXXXX015N001P', 'KEY_UNREADABLE'],
    ['川环许A0001号', 'KEY_UNREADABLE'],
  ])('numbered %s is nobody’s for certain', async (XKZBH, reason) => {
    expect(await rejection('permit', { XKZBH })).toBe(reason);
  });

  test.each(['', null, '/', '暂无'])('without a number (%j) has only a name', async (XKZBH) => {
    expect((await one('permit', { XKZBH })).unlinked).toMatchObject([{ reason: 'NAME_ONLY', effect: 'NEUTRAL' }]);
  });

  test('in a state outside the table is unreadable; without a state it is flagged', async () => {
    expect(await rejection('permit', { ZT: '过期' })).toBe('CODE_UNKNOWN');
    expect(await fact('permit', { ZT: '' })).toMatchObject({ state: 'VALID', quality: ['STATE_MISSING'] });
  });
});

describe('whom a row is about', () => {
  test('an old row is linked by its organisation code, one with a name only is not', async () => {
    const old = await fact('penalty', { TYSHXYDM: '', ZZJGDM: 'MAXXXX01-5' });
    expect(old).toMatchObject({ creditCode: '91510904MAXXXX015M', linkedBy: 'ORGCODE' });
    const { unlinked } = await one('penalty', { TYSHXYDM: null, ZZJGDM: '/' });
    expect(unlinked).toMatchObject([{ reason: 'NAME_ONLY', effect: 'ADVERSE', documentNumber: '安环罚〔2022〕8号' }]);
  });

  test('a person with an identity number and no code is dropped', async () => {
    const cells = { DWMC: '张某甲', TYSHXYDM: '', FRSFZ: '510904190001010010' };
    expect((await one('penalty', cells)).dropped).toEqual([{ rowRef: 'C', reason: 'NATURAL_PERSON' }]);
  });

  test('neither the legal representative nor numbers in a remark are kept anywhere, not even in quarantine', async () => {
    const cells = { FDDBR: '张某甲', FRSFZ: '510904190001010010', BZ: '张某甲,身份证510904190001010060' };
    for (const more of [{}, { CFRQ: '2022-02-30' }, { TYSHXYDM: '' }]) {
      const reading = JSON.stringify(await one('penalty', { ...cells, ...more }));
      expect(reading).not.toMatch(/张某甲|5109041900010100/);
    }
  });

  test('a row with a nested value is kept as unreadable, without it', async () => {
    const { rejected } = await one('penalty', { FJ: { 经办: '李某乙' } });
    expect(rejected).toMatchObject([{ reason: 'ROW_MALFORMED', detail: 'FJ holds a nested value' }]);
    expect(JSON.stringify(rejected)).not.toContain('李某乙');
    expect((await one('penalty', { FJ: [], KZ: {} })).facts).toHaveLength(1);
  });

  test('a row without a key of its own is found by its place', async () => {
    const { facts } = await readSent(replay, 'penalty', [
      rowOf.penalty({ ID: '', JDSWH: '1' }),
      rowOf.penalty({ ID: null, JDSWH: '2' }),
    ]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['row 1', 'row 2']);
  });
});
