import type { Collected, Known } from '../subgraphs/connector/protocol.ts';
import connector from '../subgraphs/departments/human-resources/connector.ts';
import { DepartmentAnswerInvalid, DepartmentUnavailable } from '../schema/errors.ts';
import { createMariadbDatabase, mariadb, type MariadbDatabase } from './support/mariadb.ts';
import { deliveryOf, failureOf, knownAfter, lookAt, nothingKnown, sampleOf } from './support/mirror.ts';

mariadb.describe('whole tables under a handshake', () => {
  let database: MariadbDatabase;
  const look = (known: Known = nothingKnown): Promise<Collected> => lookAt(connector, { url: database.url }, { known });
  beforeEach(async () => {
    database = await createMariadbDatabase('gbk');
    await database.run(sampleOf('human-resources', 'jbqz.mariadb.sql').replaceAll('jbqz', database.name));
  });
  afterEach(() => database.drop());

  test('are what the department had when it finished writing them', async () => {
    expect(deliveryOf(await look(), 'labourRatings')).toMatchObject({
      name: 'LDBZ_PJ@20260701',
      kind: 'FULL',
      effectiveOn: '2026-07-01',
      asOfMs: Date.parse('2026-07-01T04:10:01+08:00'),
    });
  });

  test('are nothing new while the batch and every row stay the same', async () => {
    const again = await look(knownAfter(await look()));
    expect(again.deliveries).toEqual([]);
    expect(again.seen['units']).toBe(Date.parse('2026-07-01T04:10:00+08:00'));
  });

  test('are not new for a changed time of handling, which means nothing', async () => {
    const one = await look();
    await database.run("UPDATE LDBZ_PJ SET AAE036 = '2026-06-30 12:00:00'");
    expect((await look(knownAfter(one))).deliveries).toEqual([]);
  });

  test('are sent again under their name when a batch was repeated with other rows', async () => {
    const one = await look();
    await database.run("UPDATE LDBZ_PJ SET PJDJ = 'B' WHERE ID = 1; UPDATE QZ_ZT SET WCSJ = '2026-07-01 05:00:00'");
    const two = deliveryOf(await look(knownAfter(one)), 'labourRatings');
    expect(two.name).toBe('LDBZ_PJ@20260701');
    expect(two.order > deliveryOf(one, 'labourRatings').order).toBe(true);
  });

  test.each([
    ['fewer rows than registered', 'DELETE FROM LDBZ_PJ WHERE ID = 1'],
    ['more rows than registered', "INSERT INTO LDBZ_PJ (ID, AAB001) VALUES (99, '5109040001001')"],
    ['no entry in the register', "DELETE FROM QZ_ZT WHERE BM = 'LDBZ_PJ'"],
    ['a batch without a number of rows', "UPDATE QZ_ZT SET ZHS = NULL WHERE BM = 'LDBZ_PJ'"],
    ['a batch that is not finished', "INSERT INTO QZ_ZT VALUES ('20260702', 'LDBZ_PJ', 4, NULL)"],
    ['a batch finished at no time', "SET sql_mode = ''; UPDATE QZ_ZT SET WCSJ = '0000-00-00' WHERE BM = 'LDBZ_PJ'"],
  ])('are no answer with %s, and the other tables are', async (_, change) => {
    await database.run(change);
    const collected = await look();
    expect(failureOf(collected, 'labourRatings')).toBeInstanceOf(DepartmentUnavailable);
    expect(deliveryOf(collected, 'wageArrears').rows).toHaveLength(4);
  });

  test('are judged by the batch that was finished last, whatever its number', async () => {
    await database.run("INSERT INTO QZ_ZT VALUES ('20260630B', 'LDBZ_PJ', 5, '2026-07-01 09:00:00')");
    expect(failureOf(await look(), 'labourRatings')).toBeInstanceOf(DepartmentUnavailable);
    await database.run("INSERT INTO LDBZ_PJ (ID, AAB001, PJDJ) VALUES (5, '5109040001001', 'B')");
    expect(deliveryOf(await look(), 'labourRatings').name).toBe('LDBZ_PJ@20260630B');
  });

  test('may be empty: then nothing is left of what they held', async () => {
    await database.run("DELETE FROM SB_QF; UPDATE QZ_ZT SET ZHS = 0, BM = 'sb_qf' WHERE BM = 'SB_QF'");
    expect(deliveryOf(await look(), 'insuranceArrears')).toMatchObject({ kind: 'FULL', rows: [] });
  });

  test('are read as of one moment with their register: a rewriting in between is not seen', async () => {
    const writer = await database.connect();
    await writer.query('SET autocommit = 0; DELETE FROM LDBZ_PJ');
    const during = await look();
    await writer.query('COMMIT');
    expect(deliveryOf(during, 'labourRatings').rows).toHaveLength(4);
    expect(failureOf(await look(), 'labourRatings')).toBeInstanceOf(DepartmentUnavailable);
  });

  test('without their register are an answer that cannot be relied on', async () => {
    await database.run('DROP TABLE QZ_ZT');
    expect(failureOf(await look(), 'units')).toBeInstanceOf(DepartmentAnswerInvalid);
  });
});
