import pino from 'pino';
import type { Collected, Delivery, Known } from '../subgraphs/connector/protocol.ts';
import { sqlExchange } from '../subgraphs/protocols/sql-exchange.ts';
import type { TableQuery } from '../subgraphs/protocols/sql-exchange-query.ts';
import { families, schema, type ExchangeServer } from './support/exchange-server.ts';
import { deliveryOf, knownAfter, nothingKnown } from './support/mirror.ts';

const entries: TableQuery = {
  table: 'ENTRIES',
  key: 'K',
  columns: ['K', 'CODE', 'AMOUNT', 'DAY', 'OP', 'S'],
  read: {
    style: 'increments',
    stamp: 'S',
    lookBackDays: 2,
    together: 'CODE',
    mark: { column: 'OP', deleted: 'D' },
    deletions: { table: 'DELETIONS', of: 'T', key: 'K', reason: 'WHY', at: 'S' },
  },
};
const tables = `
  CREATE TABLE entries (k varchar(8) PRIMARY KEY, code char(6), amount decimal(18,6), day date, op char(1), s timestamp NULL);
  CREATE TABLE deletions (t varchar(30), k varchar(8), why varchar(90), s timestamp NULL);`;
const now = Date.parse('2026-07-01T10:15:00+08:00');

describe.each(families)('increments from $name', (family) => {
  family.describe('a real server', () => {
    let server: ExchangeServer;
    const upperCase = (sql: string) =>
      family.name === 'MariaDB'
        ? sql.replaceAll(/\b(entries|deletions)\b/g, (name) => name.toUpperCase()).replaceAll('timestamp', 'datetime')
        : sql;
    const run = (sql: string) => server.run(upperCase(sql));

    async function look(known: Known = nothingKnown): Promise<Collected> {
      const system = sqlExchange(schema).connect(
        { url: server.url },
        { department: 'test', clock: { now: () => now }, log: pino({ level: 'silent' }), timeoutMs: 5000 },
      );
      try {
        return await system.collect({ entries }, known, AbortSignal.timeout(20_000));
      } finally {
        await system.close();
      }
    }
    const refs = ({ rows }: Delivery) => rows.map(({ ref }) => ref);
    const first = async () => deliveryOf(await look(), 'entries');

    beforeEach(async () => {
      server = await family.create();
      await run(tables);
      await run(`INSERT INTO entries VALUES
        ('A', 'one', 0.2, '2021-03-18', 'I', '2024-05-01 01:10:00'),
        ('B', 'two', 1234567890.000001, NULL, 'I', '2024-05-06 01:10:00'),
        ('C', '', NULL, '2024-05-07', 'I', '2024-05-08 01:10:00')`);
    });
    afterEach(() => server.drop());

    test('are at first the whole table, every value as the server writes it, padding gone', async () => {
      const delivery = await first();
      expect(delivery.kind).toBe('INCREMENT');
      expect(delivery.cursor).toBe('2024-05-08 01:10:00');
      expect(delivery.rows.map(({ cells }) => Object.values(cells))).toEqual([
        ['A', 'one', '0.200000', '2021-03-18', 'I', '2024-05-01 01:10:00'],
        ['B', 'two', '1234567890.000001', null, 'I', '2024-05-06 01:10:00'],
        ['C', '', null, '2024-05-07', 'I', '2024-05-08 01:10:00'],
      ]);
    });

    test('begin two days before the last stamp, and are nothing new when read again', async () => {
      const one = await look();
      await run(`INSERT INTO entries VALUES ('L', 'late', 1, NULL, 'I', '2024-05-06 20:00:00')`);
      const two = await look(knownAfter(one));
      expect(refs(deliveryOf(two, 'entries'))).toEqual(['C', 'L']);
      const three = await look(knownAfter(two));
      expect(three).toEqual({ deliveries: [], seen: { entries: now } });
    });

    test('hold rows without a stamp each time, and are not led astray by one in the future', async () => {
      await run(
        `INSERT INTO entries VALUES ('N', 'none', 1, NULL, 'I', NULL), ('F', 'far', 1, NULL, 'I', '2037-01-01 00:00:00')`,
      );
      const one = await look();
      expect(deliveryOf(one, 'entries').cursor).toBe('2024-05-08 01:10:00');
      expect(refs(deliveryOf(await look(knownAfter(one)), 'entries'))).toEqual(['C', 'F', 'N']);
    });

    test('bring along the older rows that can only be judged together with a new one', async () => {
      const one = await look();
      await run(
        `INSERT INTO entries VALUES ('Z', 'one', 1, NULL, 'I', '2024-05-09 01:00:00'), ('Y', '', 1, NULL, 'I', '2024-05-09 01:00:00')`,
      );
      expect(refs(deliveryOf(await look(knownAfter(one)), 'entries'))).toEqual(['A', 'C', 'Y', 'Z']);
    });

    test('withdraw what the register of deletions names, row or no row, and tell the reason beside a row still there', async () => {
      await run(`UPDATE entries SET op = 'D' WHERE k = 'B';
        INSERT INTO deletions VALUES ('entries', 'B', '行政复议撤销', '2024-05-07 01:05:00'),
          ('ENTRIES', 'gone', '身份证510904190001010010', NULL), ('OTHER', 'C', 'x', '2024-05-07 01:05:00')`);
      const { rows, withdrawals } = await first();
      expect(rows.find(({ ref }) => ref === 'B')?.cells['WHY']).toBe('行政复议撤销');
      expect(withdrawals).toEqual([
        { recordSet: 'entries', ref: 'gone', reason: `身份证${'*'.repeat(18)}`, on: null },
        { recordSet: 'entries', ref: 'B', reason: '行政复议撤销', on: null },
      ]);
    });

    test('do not withdraw a row that was restored after its deletion', async () => {
      await run(`INSERT INTO deletions VALUES ('ENTRIES', 'C', 'by mistake', '2024-05-07 01:05:00')`);
      expect((await first()).withdrawals).toEqual([]);
    });

    test('withdraw once, not with every later increment', async () => {
      await run(`INSERT INTO deletions VALUES ('ENTRIES', 'old', 'x', '2024-05-01 01:05:00')`);
      const one = await look();
      expect(deliveryOf(one, 'entries').withdrawals).toHaveLength(1);
      expect(deliveryOf(await look(knownAfter(one)), 'entries').withdrawals).toEqual([]);
    });
  });
});
