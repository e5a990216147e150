import { readSent, type Service } from '../support/housing-construction.ts';
import { rowOf } from '../support/housing-construction-rows.ts';
import { createReplay, type Replay } from '../support/replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const one = async (service: Service, cells: Record<string, unknown>) =>
  readSent(replay, service, [rowOf[service](cells)]);
const fact = async (service: Service, cells: Record<string, unknown>) => (await one(service, cells)).facts[0]!;
const rejection = async (service: Service, cells: Record<string, unknown>) =>
  (await one(service, cells)).rejected[0]?.reason;

describe('a fine is in yuan, unless it says otherwise', () => {
  test.each([
    ['30000.00', 3_000_000],
    ['50万', 50_000_000],
    ['50万元', 50_000_000],
    ['1.5万元', 1_500_000],
    ['30,000.00', 3_000_000],
    ['30,000元', 3_000_000],
    ['１２，０００元', 1_200_000],
    ['￥20,000.00', 2_000_000],
    ['人民币伍万元整', 5_000_000],
    ['伍拾万', 50_000_000],
    ['壹拾贰万叁仟肆佰伍拾陆元柒角捌分', 12_345_678],
    [30_000, 3_000_000],
    ['', null],
    ['/', null],
    [null, null],
    ['0', null],
  ])('%j', async (cfje, amountFen) => {
    expect(await fact('penalty', { cfje })).toMatchObject({ amountFen });
  });

  test.each(['约5万元', '5-10万', '-100', '100.001', '详见处罚决定书'])('%j is unreadable', async (cfje) => {
    expect(await rejection('penalty', { cfje })).toBe('AMOUNT_UNREADABLE');
  });
});

describe('a qualification', () => {
  test.each([
    ['有效', 'VALID'],
    ['注销', 'ENDED'],
    ['撤回', 'ENDED'],
    ['吊销', 'ENDED'],
    ['撤销', 'REVOKED'],
  ])('that is %s', async (zt, state) => {
    expect(await fact('qualification', { zt })).toMatchObject({ state, effect: 'NEUTRAL' });
  });

  test.each(['1', '过期'])('in state %j is unreadable', async (zt) => {
    expect(await rejection('qualification', { zt })).toBe('CODE_UNKNOWN');
  });

  test.each([
    ['', null, false],
    ['2099-12-31', null, true],
    ['9999-12-31 00:00:00', null, true],
    ['长期', null, true],
    ['2026-03-04 00:00:00', '2026-03-04', false],
    [Date.parse('2026-03-04T00:00:00+08:00'), '2026-03-04', false],
  ])('with the end %j', async (yxqz, validUntil, openEnded) => {
    expect(await fact('qualification', { yxqz })).toMatchObject({ validFrom: null, validUntil, openEnded });
  });

  test('that ends before it was given is unreadable', async () => {
    expect(await rejection('qualification', { yxqz: '2021-03-04' })).toBe('PERIOD_REVERSED');
    expect(await rejection('qualification', { yxqz: '2026-02-30 00:00:00' })).toBe('DATE_IMPOSSIBLE');
  });
});

describe('conduct', () => {
  test.each([
    ['良好', 'GOOD_CONDUCT', 'POSITIVE', null],
    ['不良', 'BAD_CONDUCT', 'ADVERSE', 'ORDINARY'],
  ])('that is %s', async (xwlx, recordKind, effect, severity) => {
    expect(await fact('conduct', { xwlx })).toMatchObject({ recordKind, effect, severity });
  });

  test.each(['优秀', '', null, '1'])('that is %j is unreadable', async (xwlx) => {
    expect(await rejection('conduct', { xwlx })).toBe('CODE_UNKNOWN');
  });

  test.each([
    ['2025-04-25', '2026-04-24', '2025-04-25', '2026-04-24', null],
    ['1900-01-01', '2099-12-31', null, null, true],
    ['1900-01-01', '1900-01-01', null, null, null],
    ['2025-04-25 00:00:00', '长期', '2025-04-25', null, true],
    ['', '', null, null, null],
  ])('published from %j until %j is not valid for that time', async (gsqs, gsqz, from, until, openEnded) => {
    expect(await fact('conduct', { gsqs, gsqz })).toMatchObject({
      validFrom: null,
      validUntil: null,
      openEnded: false,
      fields: { publicationFrom: from, publicationUntil: until, publicationOpenEnded: openEnded },
    });
  });

  test('whose publication has impossible days is unreadable', async () => {
    expect(await rejection('conduct', { gsqs: '2025-02-30' })).toBe('DATE_IMPOSSIBLE');
    expect(await rejection('conduct', { gsqz: '永不' })).toBe('DATE_IMPOSSIBLE');
    expect(await rejection('conduct', { gsqz: '2025-04-24' })).toBe('PERIOD_REVERSED');
  });

  test.each([
    ['1', 'VALID', []],
    [1, 'VALID', []],
    ['2', 'REVOKED', []],
    ['', 'VALID', ['STATE_MISSING']],
  ])('in state %j', async (zt, state, quality) => {
    expect(await fact('conduct', { zt })).toMatchObject({ state, quality });
  });

  test('in a state that is a word is unreadable', async () => {
    expect(await rejection('conduct', { zt: '有效' })).toBe('CODE_UNKNOWN');
  });
});

describe('a penalty', () => {
  test.each([
    ['罚款,责令停业整顿', ['罚款', '责令停业整顿'], 'SERIOUS'],
    ['罚款、降低资质等级', ['罚款', '降低资质等级'], 'ORDINARY'],
    ['通报批评', ['通报批评'], 'MINOR'],
  ])('of %s', async (cflx, penaltyTypes, severity) => {
    const cfje = cflx === '通报批评' ? '/' : '10000';
    expect(await fact('penalty', { cflx, cfje })).toMatchObject({ severity, fields: { penaltyTypes } });
  });

  test('that is not imposed is none', async () => {
    expect((await one('penalty', { cflx: '不予处罚', cfje: '' })).dropped).toEqual([
      { rowRef: 'C', reason: 'NOT_A_PENALTY' },
    ]);
  });

  test('is linked by its organisation code; two keys of two organisations decide nothing', async () => {
    expect(await fact('penalty', { tyshxydm: '', zzjgdm: 'MAXXXX01-5' })).toMatchObject({ linkedBy: 'ORGCODE' });
    expect((await one('penalty', { zzjgdm: '20599001-X' })).unlinked).toMatchObject([{ reason: 'KEY_CONFLICT' }]);
  });

  test('dated ahead of today is unreadable', async () => {
    expect(await rejection('penalty', { cfrq: '2026-07-02 00:00:00' })).toBe('DATE_IN_FUTURE');
  });
});
