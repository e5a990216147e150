import { createCityPlatform, type CityPlatformParts, type CityPlatformStandIn } from '../demo/city-platform.ts';
import { takeChanges } from '../subgraphs/city-platform/inbound/take-changes.ts';
import { oweListings } from '../subgraphs/city-platform/outbound/owe-listings.ts';
import { oweMeasures } from '../subgraphs/city-platform/outbound/owe-measures.ts';
import { oweRows } from '../subgraphs/city-platform/outbound/owe-rows.ts';
import { sendBatch } from '../subgraphs/city-platform/outbound/send.ts';
import { connectCityPlatform, type CityPlatform } from '../subgraphs/city-platform/platform.ts';
import { findLost } from '../subgraphs/city-platform/reconciliation/find-lost.ts';
import { reconcile, sendAgain } from '../subgraphs/city-platform/reconciliation/reconcile.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import { fixPackage } from '../subgraphs/double-publicity/package/fix-package.ts';
import { loadLists } from '../subgraphs/records/lists/load-lists.ts';
import { quiet } from './support/database.ts';
import { MORNING, openDesk, setClock } from './support/measure-desk.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';
import { officer } from './support/measure-story.ts';
import {
  deliver,
  licence,
  openPublicityStage,
  penalty,
  qinghe,
  today,
  type PublicityStage,
} from './support/publicity.ts';

const patience = { firstMs: 0, longestMs: 0, refused: 2, silent: 3 };
const graceMs = 3_600_000;
const at = new Date(MORNING).toISOString();
/** Fictional, and fails its own check digit. */
const person = '510904199001011230';

interface Exchange {
  readonly city: CityPlatformStandIn;
  readonly platform: CityPlatform;
  readonly clock: ReturnType<typeof setClock>;
  send(database?: Database): Promise<void>;
  take(): Promise<void>;
  report(): ReturnType<typeof reconcile>;
  close(): Promise<void>;
}

let stage: PublicityStage;
const opened: Exchange[] = [];
beforeAll(async () => {
  stage = await openPublicityStage();
}, 60_000);
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  for (const table of ['city_messages', 'city_inbound', 'city_listings', 'publicity_rows', 'publicity_packages'])
    await stage.database.query(`DELETE FROM ${table}`);
  await stage.database.query(`UPDATE city_positions SET position = 0 WHERE name = 'inbound'`);
});
afterAll(() => stage[Symbol.asyncDispose]());

async function openExchange(parts: Omit<CityPlatformParts, 'today'> = {}): Promise<Exchange> {
  const city = await createCityPlatform({ today: () => '2026-07-07', ...parts });
  const clock = setClock();
  const { appKey, secret, url } = city.settings as { appKey: string; secret: string; url: string };
  const platform = connectCityPlatform({ appKey, secret, url }, clock);
  const { database } = stage;
  const exchange: Exchange = {
    city,
    platform,
    clock,
    async send(over = database) {
      while (await sendBatch({ database: over, platform, clock, patience, leaseMs: 0 }));
    },
    async take() {
      while (await takeChanges({ clock, database, platform }));
    },
    report: () =>
      reconcile(database, {
        from: null,
        until: null,
        answeredBy: new Date(clock.now() - graceMs).toISOString(),
        most: 100,
      }),
    async close() {
      platform.close();
      await city.close();
    },
  };
  opened.push(exchange);
  return exchange;
}

async function owePackage(facts = [penalty('1'), penalty('2'), penalty('3'), licence('1')]) {
  await deliver(stage.database, facts);
  await fixPackage(stage.parts, today, 'csv');
  while (await oweRows(stage.database, at));
}

test('what happens to a measure is sent in its order, once, without statements, evidence and persons', async () => {
  const exchange = await openExchange();
  const { city } = exchange;
  const desk = await openDesk(stage.database);
  const { facts } = await desk.initiate({ cause: `拒不履行,法定代表人身份证${person}` });
  await desk.give(facts.measureId, officer('human-resources'), { type: 'withdrawMeasure', reason: '已履行' });
  for (let times = 0; times < 2; times += 1) while (await oweMeasures(stage.database, at));
  await exchange.send();
  await exchange.take();
  const held = city.held().map(({ content }) => content as Record<string, unknown>);
  expect(held.map(({ creditCode, status }) => [creditCode, status])).toEqual([
    [qinghe, 'NOTIFIED'],
    [qinghe, 'LIFTED'],
  ]);
  expect(JSON.stringify(held)).not.toContain(person);
  expect(held[0]).not.toHaveProperty('evidence');
  expect((await exchange.report()).kinds).toMatchObject([{ kind: 'MEASURE', owed: 2, accepted: 2, rejected: 0 }]);
  city.say({
    type: 'FEEDBACK',
    id: 'f1',
    measureId: facts.measureId,
    unit: '市交通局',
    outcome: 'IMPLEMENTED',
    on: '2026-07-08',
  });
  city.say({
    type: 'FEEDBACK',
    id: 'f2',
    measureId: 'no-such',
    unit: '市交通局',
    outcome: 'DECLINED',
    on: '2026-07-08',
  });
  await exchange.take();
  expect((await exchange.report()).inbound).toContainEqual({
    kind: 'FEEDBACK',
    result: 'REFUSED',
    code: 'MEASURE_UNKNOWN',
    count: 1,
  });
  expect(await stage.database.query('SELECT feedback_id FROM city_feedback')).toEqual([{ feedback_id: 'f1' }]);
});

test('entries on lists are sent when they are new, and again when they have changed', async () => {
  const exchange = await openExchange();
  const { city } = exchange;
  const listed = (changes = {}) =>
    penalty('9', {
      recordKind: 'SERIOUS_ILLEGALITY',
      severity: 'SERIOUS',
      documentNumber: '安市监列〔2026〕1号',
      validFrom: '2026-06-24',
      ...changes,
    });
  const owe = async (changes = {}) => {
    await deliver(stage.database, [listed(changes)]);
    await stage.database.query(`UPDATE delivered_facts SET record_set = 'seriousIllegality'`);
    await oweListings(stage.database, { departments: stage.parts.departments, lists: loadLists(), today }, at);
    await exchange.send();
  };
  await owe();
  await owe();
  await owe({ state: 'ENDED', validUntil: '2026-07-01' });
  expect(city.held().map(({ content, kind }) => [kind, (content as { state: string }).state])).toEqual([
    ['LISTING', 'VALID'],
    ['LISTING', 'ENDED'],
  ]);
});

test('a process that dies between sending and noting sends again under the same keys, and the platform counts it once', async () => {
  const exchange = await openExchange();
  const { city } = exchange;
  await owePackage();
  const dying: Database = {
    ...stage.database,
    query: (text, values) =>
      text.includes("SET state = 'SENT'") ? Promise.reject(new Error('killed')) : stage.database.query(text, values),
  };
  await expect(exchange.send(dying)).rejects.toThrow('killed');
  expect(city.held()).toHaveLength(4);
  // Its results come before anybody has noted that it was sent: they are taken all the same.
  await exchange.send();
  expect([city.held().length, city.repeated()]).toEqual([4, 4]);
  await exchange.take();
  const { kinds, missing } = await exchange.report();
  expect(kinds.map(({ accepted, kind, owed }) => [kind, owed, accepted])).toEqual([
    ['LICENCE', 1, 1],
    ['PENALTY', 3, 3],
  ]);
  expect(missing).toEqual([]);
});

test('the books agree with a platform that loses, rejects and repeats, in the end', async () => {
  let losing = true;
  const exchange = await openExchange({
    loses: ({ content }) => losing && JSON.stringify(content).includes('〔2026〕2号'),
    faultOf: ({ content }) => (JSON.stringify(content).includes('〔2026〕3号') ? '处罚依据不规范' : null),
    repeats: true,
  });
  const { city, clock, platform } = exchange;
  const { database } = stage;
  await owePackage();
  await exchange.send();
  await exchange.take();
  expect((await exchange.report()).missing).toEqual([]);
  clock.ms += graceMs + 1;
  const { kinds, missing, rejected } = await exchange.report();
  expect(kinds).toMatchObject([
    { kind: 'LICENCE', owed: 1, accepted: 1, unanswered: 0, lost: 0 },
    { kind: 'PENALTY', owed: 3, accepted: 1, rejected: 1, unanswered: 1, lost: 0 },
  ]);
  expect(rejected.map(({ key, reason }) => [key, reason])).toEqual([['510904_20260706:PENALTY:3', '处罚依据不规范']]);
  expect(missing.map(({ key, state }) => [key, state])).toEqual([['510904_20260706:PENALTY:2', 'SENT']]);
  expect((await exchange.report()).inbound).toEqual([
    { kind: 'RESULT', result: 'REPEATED', code: null, count: 3 },
    { kind: 'RESULT', result: 'TAKEN', code: null, count: 3 },
  ]);
  losing = false;
  await findLost({ clock, database, platform, graceMs });
  expect((await exchange.report()).missing).toMatchObject([{ state: 'WAITING', lost: 1 }]);
  await exchange.send();
  await exchange.take();
  const end = await exchange.report();
  expect(end.kinds[1]).toMatchObject({ owed: 3, accepted: 2, rejected: 1, unanswered: 0, waiting: 0, lost: 1 });
  expect(end.missing).toEqual([]);
  expect(city.held()).toHaveLength(4);
  const rows = await database.query(
    `SELECT position, state, reason FROM publicity_rows WHERE part = 'PENALTY' ORDER BY position`,
  );
  expect(rows).toEqual([
    { position: 1, state: 'ACCEPTED', reason: null },
    { position: 2, state: 'ACCEPTED', reason: null },
    { position: 3, state: 'REJECTED', reason: '处罚依据不规范' },
  ]);
});

test.each(['failing', 'garbage', 'dead'] as const)(
  'a platform that is %s loses nothing: messages wait, are given up, and are sent again',
  async (mode) => {
    const exchange = await openExchange();
    const { city } = exchange;
    await owePackage();
    await city.setMode(mode);
    await exchange.send();
    const { kinds, missing } = await exchange.report();
    expect(kinds.map(({ dead }) => dead)).toEqual([1, 3]);
    expect(missing.map(({ errorCode, state }) => [errorCode, state])[0]).toEqual([
      mode === 'garbage' ? 'DEPARTMENT_ANSWER_INVALID' : 'DEPARTMENT_UNAVAILABLE',
      'DEAD',
    ]);
    await city.setMode('normal');
    expect(await sendAgain(stage.database)).toBe(4);
    await exchange.send();
    await exchange.take();
    expect((await exchange.report()).kinds.map(({ accepted }) => accepted)).toEqual([1, 3]);
  },
);

test('city-level lists are taken by credit code only; what cannot be taken is counted, and the rest is taken', async () => {
  const exchange = await openExchange();
  const { city } = exchange;
  const listing = {
    type: 'LISTING',
    id: 'l1',
    creditCode: qinghe,
    listTitle: '市级红名单',
    effect: 'POSITIVE',
    state: 'VALID',
  };
  city.say({ ...listing, listedOn: '2026-07-01' });
  city.say({ ...listing, id: 'l2', creditCode: person, name: '张样例' });
  city.say({ ...listing, id: 'l3', listedOn: '2026-02-30' });
  city.say({ ...listing, id: 'l4', effect: 'GOOD' });
  city.say({ type: 'GREETING' });
  city.say({ type: 'RESULT', key: 'never-sent', result: '1', on: '2026-07-01' });
  city.say({ ...listing, state: 'ENDED', endsOn: '2026-07-02' });
  await exchange.take();
  expect((await exchange.report()).inbound).toEqual([
    { kind: 'GREETING', result: 'REFUSED', code: 'KIND_UNKNOWN', count: 1 },
    { kind: 'LISTING', result: 'REFUSED', code: 'CREDIT_CODE_INVALID', count: 1 },
    { kind: 'LISTING', result: 'REFUSED', code: 'FIELD_INVALID', count: 2 },
    { kind: 'LISTING', result: 'TAKEN', code: null, count: 2 },
    { kind: 'RESULT', result: 'REFUSED', code: 'MESSAGE_UNKNOWN', count: 1 },
  ]);
  const rows = await stage.database.query<{ listing: object }>('SELECT listing FROM city_listings');
  expect(rows.map((row) => row.listing)).toMatchObject([{ state: 'ENDED', endsOn: '2026-07-02' }]);
  const kept = await stage.database.query<{ text: string }>(
    `SELECT coalesce(string_agg(t::text, ''), '') AS text FROM (SELECT * FROM city_inbound i LEFT JOIN city_listings l USING (sequence)) t`,
  );
  expect(kept[0]!.text).not.toMatch(/张样例|510904199001011230/);
});

postgres.describe('two processes on one database', () => {
  test('send each message once while both are at work', async () => {
    const own = await createPostgresDatabase();
    const first = await openDatabase({ url: own.url, dataDir: null }, quiet);
    const second = await openDatabase({ url: own.url, dataDir: null }, quiet);
    const { city, clock, platform } = await openExchange();
    await first.query(
      `INSERT INTO city_messages (key, kind, content, created_at) SELECT 'k' || n, 'LISTING', '{}', now() FROM generate_series(1, 230) n`,
    );
    const work = async (database: Database) => {
      while (await sendBatch({ database, platform, clock, patience, leaseMs: 60_000 }));
    };
    await Promise.all([work(first), work(second)]);
    expect([city.held().length, city.repeated()]).toEqual([230, 0]);
    await first.close();
    await second.close();
    await own.drop();
  });
});
