import { readingOf, type CourtCells, type List } from '../support/court.ts';
import { createReplay, type Replay } from '../support/replay.ts';

const code = '9151090420599001XY';
const name = '遂宁样例宏建建筑工程有限公司';
const base = {
  BH: 'R1',
  FYMC: '遂宁市安居区人民法院',
  BZXRMC: name,
  TYSHXYDM: code,
  AH: '(2023)川0904执1号',
  JDRQ: '2023-01-05',
  ZT: '1',
};

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const reading = (rows: readonly CourtCells[], list: List = 'SX') => readingOf(replay, rows, list);
const factOf = async (cells: CourtCells, list: List = 'SX') => (await reading([{ ...base, ...cells }], list)).facts[0];
const rejectionOf = async (cells: CourtCells) => (await reading([{ ...base, ...cells }])).rejected[0]?.reason;

describe('dates, periods and states', () => {
  it.each(['2021-04-06', '20210406', '2021年4月6日', '２０２１－０４－０６'])(
    '%s is the sixth of April 2021',
    async (given) => {
      expect(await factOf({ JDRQ: given })).toMatchObject({ documentOn: '2021-04-06', precision: 'day' });
    },
  );

  it.each([
    ['长期', true],
    ['9999-12-31', true],
    ['99990909', true],
    ['9999-99-99', true],
    ['', false],
  ])('an end of %j is open-ended: %s', async (given, openEnded) => {
    expect(await factOf({ YXQS: '2023-01-05', YXQZ: given })).toMatchObject({ validUntil: null, openEnded });
  });

  it('a removed or withdrawn row ends on CXRQ, whatever its period was', async () => {
    const ended = { YXQS: '2023-01-05', YXQZ: '长期', CXRQ: '2024年2月29日' };
    expect(await factOf({ ...ended, ZT: '2' })).toMatchObject({
      state: 'ENDED',
      validUntil: '2024-02-29',
      openEnded: false,
    });
    expect(await factOf({ ...ended, ZT: '3' }, 'XG')).toMatchObject({
      state: 'REVOKED',
      validUntil: '2024-02-29',
      openEnded: false,
    });
    expect(await factOf({ ...ended, ZT: '1' })).toMatchObject({ state: 'VALID', validUntil: null, openEnded: true });
  });

  it.each([
    [{ JDRQ: '2023-02-30' }, 'DATE_IMPOSSIBLE'],
    [{ LARQ: '不详' }, 'DATE_IMPOSSIBLE'],
    [{ FBRQ: '20231301' }, 'DATE_IMPOSSIBLE'],
    [{ CXRQ: '2023-00-10' }, 'DATE_IMPOSSIBLE'],
    [{ YXQS: '2024-01-05', YXQZ: '2023-06-01' }, 'PERIOD_REVERSED'],
    [{ ZT: '2', CXRQ: '2022-12-31' }, 'PERIOD_REVERSED'],
    [{ JDRQ: '2026-07-02' }, 'DATE_IN_FUTURE'],
    [{ ZT: '4' }, 'CODE_UNKNOWN'],
    [{ ZXBDE: '约五万' }, 'AMOUNT_UNREADABLE'],
    [{ ZXBDE: '-1' }, 'AMOUNT_UNREADABLE'],
    [{ TYSHXYDM: '9151090420599001XX' }, 'KEY_UNREADABLE'],
  ])('%j is rejected as %s', async (cells, reason) => {
    expect(await rejectionOf(cells)).toBe(reason);
  });

  it.each([
    ['1,250,000.00', 125_000_000],
    ['125万元', 125_000_000],
    ['０.５万元', 500_000],
    ['86000.5', 8_600_050],
    ['0', null],
    ['/', null],
  ])('%s is %s fen', async (given, fen) => {
    expect(await factOf({ ZXBDE: given })).toMatchObject({ amountFen: fen });
  });

  it('a row of nothing but its keys is a record with its gaps named', async () => {
    const { facts } = await reading([{ TYSHXYDM: code }, { TYSHXYDM: code }]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['row 1', 'row 2']);
    expect(facts[0]).toMatchObject({ documentNumber: null, quality: ['DATE_MISSING', 'STATE_MISSING'] });
  });
});
