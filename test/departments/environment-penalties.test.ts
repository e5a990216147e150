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
