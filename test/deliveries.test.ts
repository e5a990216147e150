import pino from 'pino';
import { DepartmentAnswerInvalid, DepartmentUnavailable } from '../schema/errors.ts';
import type { Database } from '../subgraphs/database/database.ts';
import type { FailedDelivery } from '../subgraphs/connector/protocol.ts';
import { createCollector } from '../subgraphs/deliveries/collector.ts';
import { takeUpAgain } from '../subgraphs/deliveries/take-up-again.ts';
import { directoryOf } from '../subgraphs/register/load-directory.ts';
import { saveOrganisations } from '../subgraphs/register/organisations.ts';
import { openTestDatabase } from './support/database.ts';
import { delivery, department, hongjian, listConnector, qinghe, row } from './support/delivering.ts';

const now = Date.parse('2026-07-02T10:00:00+08:00');
const none = { status: null, kind: null, establishedOn: null, registrationNumber: null, formerNames: [] };
let database: Database & AsyncDisposable;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of [
    'delivered_facts',
    'quarantine',
    'unlinked',
    'deliveries',
    'record_set_state',
    'withdrawals',
    'organisation_names',
    'organisations',
  ]) {
    await database.query(`DELETE FROM ${table}`);
  }
});

const states = (answer: {
  facts: readonly { documentNumber: string | null; state: string; validUntil: string | null }[];
}) => answer.facts.map(({ documentNumber, state, validUntil }) => [documentNumber, state, validUntil]);

describe('a delivered record', () => {
  test('ends on the day of the first whole delivery that no longer has it', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe }), row('2', { CODE: qinghe })])]);
    await lists.take([delivery('2026-07-02', [row('2', { CODE: qinghe })])]);
    expect(states(await lists.about(qinghe))).toEqual([
      ['〔2026〕1号', 'ENDED', '2026-07-02'],
      ['〔2026〕2号', 'VALID', null],
    ]);
  });

  test('comes back when a later delivery has it again', async () => {
    const lists = department(database, now);
    for (const [day, rows] of [
      ['2026-06-30', [row('1', { CODE: qinghe })]],
      ['2026-07-01', [row('2', { CODE: hongjian })]],
      ['2026-07-02', [row('1', { CODE: qinghe })]],
    ] as const) {
      await lists.take([delivery(day, rows)]);
    }
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'VALID', null]]);
  });

  test('does not end because its row has become unreadable: that row may be it', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe })])]);
    await lists.take([delivery('2026-07-02', [row('1', { CODE: qinghe, DAY: '2026-02-30' })])]);
    const answer = await lists.about(qinghe);
    expect(states(answer)).toEqual([['〔2026〕1号', 'VALID', null]]);
    expect(answer.rejectedRows).toBe(1);
  });

  test('ends though another organisation’s row under the same document has become unreadable', async () => {
    const lists = department(database, now);
    const notice = { DOC: '安税告〔2026〕5号' };
    await lists.take([
      delivery('2026-07-01', [row('1', { CODE: qinghe, ...notice }), row('2', { CODE: hongjian, ...notice })]),
    ]);
    await saveOrganisations(database, 'register', now, [
      { ...none, creditCode: hongjian, name: '遂宁样例宏建建筑工程有限公司' },
    ]);
    await lists.take([
      delivery('2026-07-02', [row('2', { CODE: '9151O904', NAME: '遂宁样例宏建建筑工程有限公司', ...notice })]),
    ]);
    expect(states(await lists.about(qinghe))).toEqual([['安税告〔2026〕5号', 'ENDED', '2026-07-02']]);
    expect(states(await lists.about(hongjian))).toEqual([['安税告〔2026〕5号', 'VALID', null]]);
  });

  test('of a file that comes late is measured against the whole that came after it', async () => {
    const lists = department(database, now);
    await lists.take([
      delivery('2026-06-29', [row('2', { CODE: hongjian })]),
      delivery('2026-07-01', [row('2', { CODE: hongjian })]),
    ]);
    await lists.take([delivery('2026-06-30', [row('1', { CODE: qinghe }), row('2', { CODE: hongjian })])]);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'ENDED', '2026-07-01']]);
    expect(states(await lists.about(hongjian))).toEqual([['〔2026〕2号', 'VALID', null]]);
  });

  test('ended on the day of the first whole without it, also when that one comes late', async () => {
    const lists = department(database, now);
    await lists.take([
      delivery('2026-06-29', [row('1', { CODE: qinghe })]),
      delivery('2026-07-01', [row('2', { CODE: hongjian })]),
    ]);
    await lists.take([delivery('2026-06-30', [row('2', { CODE: hongjian })])]);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'ENDED', '2026-06-30']]);
  });

  test('vanishes when only an earlier version of the same file had it, and ends when older files had it too', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-06-30', [row('1', { CODE: qinghe })])]);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe }), row('2', { CODE: qinghe })])]);
    await lists.take([delivery('2026-07-01', [row('3', { CODE: hongjian })])]);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'ENDED', '2026-07-01']]);
  });

  test('keeps what a later increment said when an earlier file is sent again', async () => {
    const lists = department(database, now);
    const full = [row('1', { CODE: qinghe, WHY: 'first' })];
    await lists.take([delivery('2026-07-01', full)]);
    await lists.take([
      delivery('2026-07-02', [row('1', { CODE: qinghe, ZT: '2' })], { kind: 'INCREMENT', name: 'Z_2026-07-02' }),
    ]);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe, WHY: 'corrected' })])]);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'ENDED', null]]);
  });

  test('is as it was before an increment that is sent again without it', async () => {
    const lists = department(database, now);
    const increment = (rows: ReturnType<typeof row>[]) =>
      delivery('2026-07-02', rows, { kind: 'INCREMENT', name: 'Z_2026-07-02', needsFull: true });
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe })])]);
    await lists.take([increment([row('1', { CODE: qinghe, ZT: '2' }), row('2', { CODE: qinghe })])]);
    await lists.take([increment([row('3', { CODE: hongjian })])]);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'VALID', null]]);
  });

  test('keeps what a sparse row that ends it does not repeat', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe, WHY: '欠薪' })])]);
    await lists.take([
      delivery('2026-07-02', [row('1', { CODE: qinghe, ZT: '2', DAY: null })], { kind: 'INCREMENT', name: 'Z' }),
    ]);
    expect((await lists.about(qinghe)).facts[0]).toMatchObject({
      state: 'ENDED',
      documentOn: '2026-01-05',
      fields: { reason: '欠薪' },
    });
  });

  test('is left alone by an incomplete delivery that does not have it', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe })])]);
    await lists.take([delivery('2026-07-02', [], { kind: 'INCREMENT', name: 'Z_2026-07-02' })]);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'VALID', null]]);
  });

  test('is void once its row is withdrawn by reference, whichever came first', async () => {
    const lists = department(database, now);
    const withdrawals = [{ recordSet: 'listings', ref: '1', reason: '行政复议撤销', on: null }];
    await lists.take([delivery('2026-07-01', [], { kind: 'INCREMENT', name: 'D', withdrawals })]);
    await lists.take([delivery('2026-07-02', [row('1', { CODE: qinghe })])]);
    expect((await lists.about(qinghe)).facts[0]).toMatchObject({ state: 'REVOKED' });
  });
});

describe('how a delivering department stands', () => {
  test('nothing ever taken is no answer, not an empty one', async () => {
    expect(await department(database, now).about(qinghe)).toMatchObject({ state: 'UNAVAILABLE', asOfMs: null });
  });

  test('an increment without the whole that it changes is no answer yet', async () => {
    const lists = department(database, now);
    const increment = delivery('2026-07-01', [row('1', { CODE: qinghe })], {
      kind: 'INCREMENT',
      name: 'Z',
      needsFull: true,
    });
    await lists.take([increment]);
    expect(await lists.about(qinghe)).toMatchObject({ state: 'UNAVAILABLE' });
    await lists.take([delivery('2026-07-02', [row('1', { CODE: qinghe })])]);
    expect(await lists.about(qinghe)).toMatchObject({ state: 'ANSWERED' });
  });

  test('a whole delivery without rows about somebody is the answer that there are none', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-02', [row('1', { CODE: hongjian })])]);
    expect(await lists.about(qinghe)).toMatchObject({ state: 'ANSWERED', facts: [], error: null });
  });

  test('a delivery that cannot be taken leaves the former, as STALE with the reason', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe })])]);
    await lists.take([
      { recordSet: 'listings', name: 'F_2026-07-02', error: new DepartmentAnswerInvalid({ department: 'lists' }) },
    ]);
    expect(await lists.about(qinghe)).toMatchObject({
      state: 'STALE',
      facts: [{ state: 'VALID' }],
      error: { code: 'DEPARTMENT_ANSWER_INVALID' },
    });
  });

  test('a system that cannot be reached leaves the former too, and the next good look clears it', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-01', [row('1', { CODE: qinghe })])]);
    await lists.fail(new DepartmentUnavailable({ department: 'lists' }));
    expect(await lists.about(qinghe)).toMatchObject({ state: 'STALE', error: { code: 'DEPARTMENT_UNAVAILABLE' } });
    await lists.take([delivery('2026-07-02', [row('1', { CODE: qinghe })])]);
    expect(await lists.about(qinghe)).toMatchObject({ state: 'ANSWERED' });
  });

  test('age makes stale, and too much age makes silent', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-06-28', [row('1', { CODE: qinghe })])]);
    expect(await lists.about(qinghe)).toMatchObject({ state: 'STALE' });
    await database.query("UPDATE record_set_state SET answered_at = '2026-01-01'");
    expect(await lists.about(qinghe)).toMatchObject({ state: 'UNAVAILABLE', facts: [] });
  });
});

describe('rows that state nothing for certain', () => {
  test('an unreadable row puts in doubt whom it names, and nobody else', async () => {
    const lists = department(database, now);
    await saveOrganisations(database, 'register', now, [
      { ...none, creditCode: hongjian, name: '遂宁样例宏建建筑工程有限公司' },
    ]);
    await lists.take([
      delivery('2026-07-02', [
        row('1', { CODE: qinghe, DAY: 'bald' }),
        row('2', { CODE: '9151O904', NAME: '遂宁样例宏建建筑工程有限公司' }),
      ]),
    ]);
    expect((await lists.about(qinghe)).rejectedRows).toBe(1);
    expect((await lists.about(hongjian)).rejectedRows).toBe(1);
    const other = '915109042059900797' as typeof qinghe;
    expect((await lists.about(other)).rejectedRows).toBe(0);
  });

  test('a row that only bears the name, or a former one, is counted with the organisation and attached to nobody', async () => {
    const lists = department(database, now);
    await saveOrganisations(database, 'register', now, [
      { ...none, creditCode: qinghe, name: '新名称有限公司', formerNames: ['遂宁样例第二化工厂'] },
    ]);
    await lists.take([delivery('2026-07-02', [row('1', { NAME: '遂宁样例第二化工厂' })])]);
    expect(await lists.about(qinghe)).toMatchObject({ facts: [], unlinkedRows: 1, unlinkedAdverseRows: 1 });
  });

  test('a name that its column cut short, or that lost a character, is counted with those whose it may be', async () => {
    const lists = department(database, now);
    await saveOrganisations(database, 'register', now, [
      { ...none, creditCode: qinghe, name: '遂宁样例䶮川（集团）水务有限公司' },
    ]);
    const rows = [
      row('1', { NAME: '遂宁样例?川(集团)水务有限公司' }),
      row('2', { NAME: '遂宁样例䶮川（集团）水' }),
      row('3', { NAME: '遂宁样例䶮川' }),
    ];
    await lists.take([delivery('2026-07-02', rows)], listConnector(1, { '1': 'VALID' }, 11));
    expect(await lists.about(qinghe)).toMatchObject({ unlinkedRows: 2, unlinkedAdverseRows: 2 });
  });

  test('are taken up again when the register learns the key', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-02', [row('1', { REGNO: '510904000001014' })])]);
    expect(await database.query('SELECT reason FROM unlinked')).toEqual([{ reason: 'KEY_NOT_MAPPED' }]);
    await saveOrganisations(database, 'register', now, [
      { ...none, creditCode: qinghe, name: null, registrationNumber: '510904000001014' },
    ]);
    const again = {
      department: 'lists',
      connector: listConnector(),
      database,
      directory: directoryOf,
      today: '2026-07-02',
      atMs: now,
    };
    expect(await takeUpAgain(again)).toBe(1);
    expect(states(await lists.about(qinghe))).toEqual([['〔2026〕1号', 'VALID', null]]);
    expect(await database.query('SELECT * FROM unlinked')).toEqual([]);
  });

  test('are taken up again when the connector learns to read them', async () => {
    const lists = department(database, now);
    await lists.take([delivery('2026-07-02', [row('1', { CODE: qinghe, ZT: '3' })])]);
    expect((await lists.about(qinghe)).rejectedRows).toBe(1);
    const wiser = listConnector(2, { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' });
    expect(
      await takeUpAgain({
        department: 'lists',
        connector: wiser,
        database,
        directory: directoryOf,
        today: '2026-07-02',
        atMs: now,
      }),
    ).toBe(1);
    expect(await lists.about(qinghe, wiser)).toMatchObject({ rejectedRows: 0, facts: [{ state: 'REVOKED' }] });
  });

  test('a changed connector asks for everything again that is still to be had', async () => {
    const lists = department(database, now);
    const whole = delivery('2026-07-02', [row('1', { CODE: qinghe })]);
    await lists.take([whole]);
    await lists.take([]);
    expect(lists.known().digestOf('listings', whole.name)).toBe(whole.digest);
    await lists.take([], listConnector(2));
    expect(lists.known().digestOf('listings', whole.name)).toBeUndefined();
  });
});

test('a delivery that cannot be taken is one line of the log for each reason and hour, with how many were not written', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line) as never) });
  let nowMs = now;
  let failing: FailedDelivery[] = [];
  const collector = createCollector({
    department: 'lists',
    connector: listConnector(),
    system: { collect: async () => ({ deliveries: failing, seen: {} }), close: async () => {} },
    database,
    directory: directoryOf,
    clock: { now: () => nowMs },
    log,
    timeoutMs: 1000,
  });
  const failed = (name: string, error: Error) => ({ recordSet: 'listings', name, error });
  const unreadable = new DepartmentAnswerInvalid({ department: 'lists' });
  failing = [failed('a', unreadable), failed('b', unreadable), failed('c', new Error('lost'))];
  await collector.collect();
  nowMs += 59 * 60_000;
  await collector.collect();
  nowMs += 60_000;
  await collector.collect();
  const about = lines.map(({ code, delivery, notWrittenBefore }) => [code, delivery, notWrittenBefore]);
  expect(about).toEqual([
    ['DEPARTMENT_ANSWER_INVALID', 'a', undefined],
    ['DEPARTMENT_UNAVAILABLE', 'c', undefined],
    ['DEPARTMENT_ANSWER_INVALID', 'a', 3],
    ['DEPARTMENT_UNAVAILABLE', 'c', 1],
  ]);
});
