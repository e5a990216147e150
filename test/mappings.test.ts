import { defineConnector, defineRecordSet, type Connector } from '../subgraphs/connector/connector.ts';
import { date } from '../subgraphs/connector/decoders/dates.ts';
import { documentNumber } from '../subgraphs/connector/decoders/text.ts';
import type { Delivery, DeliveringSystem } from '../subgraphs/connector/protocol.ts';
import { createCollector } from '../subgraphs/deliveries/collector.ts';
import { loadDelivered } from '../subgraphs/deliveries/delivered-sections.ts';
import { takeUpAgain } from '../subgraphs/deliveries/take-up-again.ts';
import { directoryOf } from '../subgraphs/register/load-directory.ts';
import { openTestDatabase, quiet } from './support/database.ts';
import { hongjian, qinghe } from './support/delivering.ts';

const clock = { now: () => Date.parse('2026-07-02T10:00:00+08:00') };
const set = {
  catalogue: { item: '登记', edition: '2024' },
  fields: {},
  freshFor: '30h',
  keepFor: '90d',
  query: {},
} as const;

/** A department that knows organisations by a number of its own, as market regulation does. */
const connector: Connector = defineConnector({
  title: '测试 / test',
  version: 1,
  protocol: {
    name: 'test',
    mode: 'mirrored',
    connect: () => ({ collect: async () => ({ deliveries: [], seen: {} }), close: async () => {} }),
  },
  recordSets: {
    households: defineRecordSet({
      ...set,
      type: 'Household',
      ref: 'ID',
      subject: { creditCode: ['CODE'], name: 'NAME' },
      kind: 'REGISTRATION',
      effect: 'NEUTRAL',
      record: { documentOn: date('SINCE'), authority: 'register' },
      mapping: { column: 'ID' },
      oneRowPerCode: true,
    }),
    listings: defineRecordSet({
      ...set,
      type: 'Listing',
      ref: 'NO',
      subject: { internalId: 'ID' },
      kind: 'LISTING',
      effect: 'ADVERSE',
      record: { documentNumber: documentNumber('DOC'), authority: 'register' },
    }),
  },
});

interface Tables {
  households: Record<string, string>[];
  listings: Record<string, string>[];
}

/** Mirrors the tables: whole at first and after its cursor was taken away, else only the rows with a greater stamp. */
function mirrorOf(tables: Tables): DeliveringSystem {
  const changed = (name: keyof Tables, ref: string, after: string | undefined): Delivery | null => {
    const rows = tables[name].filter(({ STAMP }) => after === undefined || STAMP! > after);
    if (rows.length === 0) return null;
    const stamp = rows
      .map(({ STAMP }) => STAMP!)
      .toSorted()
      .at(-1)!;
    const digest = JSON.stringify(rows);
    return {
      recordSet: name,
      name: `${name}@${digest}`,
      digest,
      kind: 'INCREMENT',
      order: stamp,
      effectiveOn: null,
      asOfMs: clock.now(),
      rows: rows.map((cells) => ({ ref: cells[ref]!, cells })),
      ignored: 0,
      cursor: stamp,
    };
  };
  return {
    async collect(_, known) {
      const found = [
        changed('households', 'ID', known.cursor('households')),
        changed('listings', 'NO', known.cursor('listings')),
      ];
      return {
        deliveries: found.filter((one) => one !== null),
        seen: { households: clock.now(), listings: clock.now() },
      };
    },
    close: async () => {},
  };
}

async function open(tables: Tables) {
  const database = await openTestDatabase();
  const parts = {
    department: 'market',
    connector,
    database,
    directory: directoryOf,
    clock,
    log: quiet,
    timeoutMs: 5000,
  };
  const collector = createCollector({ ...parts, system: mirrorOf(tables) });
  return {
    database,
    async look() {
      await collector.collect();
      await takeUpAgain({ ...parts, today: '2026-07-02', atMs: clock.now() });
    },
    async listedAt(code: typeof qinghe) {
      const [answers] = await loadDelivered({ ...parts, queries: database }, [code]);
      return answers!.find(({ recordSet }) => recordSet === 'listings')!.facts.map((fact) => fact.documentNumber);
    },
  };
}

test('of two households under one code the later never gets it, nor its records, however often the queues are taken up', async () => {
  const market = await open({
    households: [
      { ID: 'P1', CODE: qinghe, NAME: '先立的店', SINCE: '2010-01-01', STAMP: '1' },
      { ID: 'P2', CODE: qinghe, NAME: '后立的厂', SINCE: '2012-01-01', STAMP: '1' },
    ],
    listings: [{ NO: 'L1', ID: 'P2', DOC: '异列1号', STAMP: '1' }],
  });
  await market.look();
  await market.look();
  expect(await market.listedAt(qinghe)).toEqual([]);
  expect(await market.database.query('SELECT record_set, reason FROM unlinked ORDER BY 1')).toEqual([
    { record_set: 'households', reason: 'KEY_CONFLICT' },
    { record_set: 'listings', reason: 'KEY_CONFLICT' },
  ]);
  await market.database.close();
});

test('an internal id that turns out to be another organisation takes its older records along, whatever else is new that day', async () => {
  const tables = {
    households: [{ ID: 'P1', CODE: qinghe, NAME: '样例店', SINCE: '2010-01-01', STAMP: '1' }],
    listings: [{ NO: 'L1', ID: 'P1', DOC: '异列1号', STAMP: '1' }],
  };
  const market = await open(tables);
  await market.look();
  expect(await market.listedAt(qinghe)).toEqual(['异列1号']);
  tables.households[0] = { ID: 'P1', CODE: hongjian, NAME: '样例店', SINCE: '2010-01-01', STAMP: '2' };
  tables.listings.push({ NO: 'L2', ID: 'P1', DOC: '异列2号', STAMP: '2' });
  await market.look();
  expect(await market.listedAt(qinghe)).toEqual([]);
  expect(new Set(await market.listedAt(hongjian))).toEqual(new Set(['异列1号', '异列2号']));
  await market.database.close();
});
