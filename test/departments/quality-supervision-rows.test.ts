import connector from '../../subgraphs/departments/quality-supervision/connector.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Fact, Reading } from '../../subgraphs/connector/reading.ts';
import { dbfBytes, type TestRecord } from '../support/dbf.ts';
import { demoDirectory } from '../support/directory.ts';
import { createSharedFolder, deliveriesOf, lookAt } from '../support/shared-folder.ts';

const shared = createSharedFolder();
afterAll(() => shared.remove());

async function read(file: 'SCXKZ.DBF' | 'CCJG.DBF', records: readonly TestRecord[]): Promise<Reading> {
  shared.put(file, dbfBytes(file, records));
  const collected = await lookAt('quality-supervision', connector, shared);
  const delivery = deliveriesOf(collected).find(({ name }) => name === file)!;
  const context = { directory: demoDirectory(), today: '2026-07-01' };
  return readRows(connector.recordSets[delivery.recordSet]!, delivery.rows, context);
}

const licence = async (record: TestRecord) => only(await read('SCXKZ.DBF', [record]));
const inspection = async (record: TestRecord) => only(await read('CCJG.DBF', [record]));

function only({ facts, rejected }: Reading): Fact | string {
  return facts[0] ?? rejected[0]!.reason;
}

describe('a licence', () => {
  test.each([
    ['1', false, 'VALID'],
    ['2', false, 'ENDED'],
    ['3', false, 'REVOKED'],
    ['4', false, 'ENDED'],
    ['1', true, 'REVOKED'],
    ['4', true, 'REVOKED'],
  ])('with the sign %s, struck out: %s, is %s', async (ZT, deleted, state) => {
    expect(await licence({ ZT, deleted })).toMatchObject({ state, effect: 'NEUTRAL', severity: null });
  });

  test.each([
    [{ ZT: '5' }, 'CODE_UNKNOWN'],
    [{ FZRQ: '20150229' }, 'DATE_IMPOSSIBLE'],
    [{ FZRQ: '2015061' }, 'DATE_IMPOSSIBLE'],
    [{ YXQZ: '20201301' }, 'DATE_IMPOSSIBLE'],
    [{ YXQZ: '20150610' }, 'PERIOD_REVERSED'],
    [{ FZRQ: '20260702', YXQZ: '20310701' }, 'DATE_IN_FUTURE'],
    [{ JGDM: '20599002-9' }, 'KEY_UNREADABLE'],
    [{ JGDM: '91510904205990029Y' }, 'KEY_UNREADABLE'],
  ])('with %j goes back', async (record, reason) => {
    expect(await licence(record)).toBe(reason);
  });

  test.each([
    ['长期', null, true],
    ['99991231', null, true],
    ['', null, false],
    ['00000000', null, false],
    ['20200610', '2020-06-10', false],
  ])('until %j is until %s, open-ended: %s', async (YXQZ, validUntil, openEnded) => {
    expect(await licence({ YXQZ })).toMatchObject({ validUntil, openEnded, validFrom: '2015-06-11' });
  });

  test.each([
    ['first', [{ deleted: true }, {}], 'record 2'],
    ['last', [{}, { deleted: true }], 'record 1'],
  ])('stands beside a struck-out record of the same number that comes %s', async (_, records, rowRef) => {
    const { facts, repeated } = await read('SCXKZ.DBF', records);
    expect(facts).toMatchObject([{ rowRef, state: 'VALID' }]);
    expect(repeated).toHaveLength(1);
  });
});

describe('an inspection', () => {
  test.each([
    [{ JG: '合格' }, 'NEUTRAL', null, null],
    [{ JG: '不合格' }, 'ADVERSE', 'MINOR', null],
    [{ JG: '不合格', FKJE: '        0.00' }, 'ADVERSE', 'MINOR', null],
    [{ JG: '不合格', FKJE: '     2000.50' }, 'ADVERSE', 'ORDINARY', 200_050],
    [{ JG: '不合格', FKJE: '2000.5' }, 'ADVERSE', 'ORDINARY', 200_050],
  ])('%j is %s, %s', async (record, effect, severity, amountFen) => {
    expect(await inspection(record)).toMatchObject({ effect, severity, amountFen });
  });

  test.each([
    [{ JG: '' }, 'CODE_UNKNOWN'],
    [{ JG: '待定' }, 'CODE_UNKNOWN'],
    [{ FKJE: '************' }, 'AMOUNT_UNREADABLE'],
    [{ FKJE: '    -2000.50' }, 'AMOUNT_UNREADABLE'],
    [{ FKJE: '    2000.505' }, 'AMOUNT_UNREADABLE'],
  ])('with %j goes back', async (record, reason) => {
    expect(await inspection(record)).toBe(reason);
  });

  test('names each item in which it failed', async () => {
    const fact = await inspection({ JG: '不合格', BHGXM: '总酸、菌落总数,标签' });
    expect(fact).toMatchObject({ fields: { failedItems: ['总酸', '菌落总数', '标签'] } });
  });
});
