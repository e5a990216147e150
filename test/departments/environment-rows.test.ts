import { readSent, type Service } from '../support/environment.ts';
import { rowOf } from '../support/environment-rows.ts';
import { createReplay, type Replay } from '../support/replay.ts';

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

  test('that was withdrawn says so, where its row has the mark', async () => {
    const withdrawn = { SFCX: '1', CXRQ: '2025-06-01' };
    expect(await fact('rating', withdrawn)).toMatchObject({ state: 'REVOKED', validUntil: '2025-06-01' });
    expect(await fact('rating', { SFCX: '0' })).toMatchObject({ state: 'VALID', quality: [] });
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
