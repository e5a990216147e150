import { patience } from '../subgraphs/measures/delivery/failures.ts';
import type { Database } from '../subgraphs/database/database.ts';
import { createMeasureRecords } from '../subgraphs/measures/desk/records.ts';
import { feedCursors } from '../subgraphs/measures/resolvers/views.ts';
import { createPoster } from '../subgraphs/measures/webhooks/signed-post.ts';
import { startTelling } from '../subgraphs/measures/webhooks/start-telling.ts';
import { subscribe, tell, type TellParts } from '../subgraphs/measures/webhooks/tell.ts';
import { quiet } from './support/database.ts';
import { databases, onDocument, openDesk, type TestDatabase, type TestDesk } from './support/measure-desk.ts';
import { officer, restriction } from './support/measure-story.ts';
import { openReceiver, secret, type Receiver } from './support/webhook-receiver.ts';

const nowMs = Date.parse('2026-11-25T08:00:00Z');
const atOnce = { firstMs: 0, longestMs: 0 };
/** In which finance has no part. */
const elsewhere = { ...restriction, code: 'T09', implementedBy: ['environment'] };

describe.each(databases)('on $name', ({ about, open }) => {
  about('a department’s program', () => {
    let opened: TestDatabase;
    let desk: TestDesk;
    let receiver: Receiver;

    beforeAll(async () => {
      opened = await open();
    }, 60_000);
    beforeEach(async () => {
      await opened.database.query(
        'TRUNCATE measures, measure_events, measure_parts, measure_orders, measure_commands, webhooks CASCADE',
      );
      desk = await openDesk(opened.database, { items: [restriction, elsewhere] });
      receiver = await openReceiver();
    });
    afterEach(() => receiver.close());
    afterAll(() => opened.close());

    const partsOn = (database: Database, changes: Partial<TellParts> = {}): TellParts => ({
      database,
      department: 'finance',
      poster: createPoster({ url: receiver.url, secret }),
      patience: atOnce,
      leaseMs: 60_000,
      stopping: () => false,
      now: () => nowMs,
      ...changes,
    });
    const telling = async (changes: Partial<TellParts> = {}) => {
      const parts = partsOn(opened.database, changes);
      try {
        while (await tell(parts));
      } finally {
        parts.poster.close();
      }
    };
    const subscribed = () => subscribe(opened.database, 'finance');
    const row = async () => {
      const [found] = await opened.database.query<{ attempts: number; error: string | null; waits: boolean }>(
        "SELECT attempts, error, due_at > now() AS waits FROM webhooks WHERE department = 'finance'",
      );
      return found!;
    };

    test('is told every event of its measures, in order, and nothing of others', async () => {
      await subscribed();
      const { measureId } = (await desk.initiate()).facts;
      await desk.initiate({ ...onDocument(2), itemCode: 'T09' });
      await desk.give(measureId, officer('environment'), {
        type: 'acknowledgeOrder',
        orderId: `${measureId}.environment.1`,
      });
      await telling();
      const told = receiver.taken.map(({ body }) => `${body.measureId} ${body.version} ${body.type}`);
      expect(told).toEqual(
        ['MEASURE_INITIATED', 'ORDERS_ISSUED', 'ORDER_DELIVERED', 'ORDER_ACKNOWLEDGED'].map(
          (type, at) => `${measureId} ${at + 1} ${type}`,
        ),
      );
      await telling();
      expect(receiver.taken).toHaveLength(4);
    });

    test('can verify each by its signature, over the timestamp and the very bytes', async () => {
      await subscribed();
      await desk.initiate();
      await telling();
      expect(receiver.tries).toHaveLength(2);
      for (const one of receiver.tries) {
        expect(one.verifies(secret)).toBe(true);
        expect(one.verifies(`${secret}.`)).toBe(false);
        expect(one.headers['x-gateway-timestamp']).toBe(String(nowMs / 1000));
        expect(one.headers['content-type']).toBe('application/json; charset=utf-8');
        expect(one.body).toMatchObject({ cursor: one.headers['x-gateway-event'], by: { role: 'OFFICER' } });
        expect(one.body.sentenceZh).not.toBe('');
        expect(one.text).not.toContain('human-resources-1');
      }
    });

    test.each(['500', '302', 'closes', 'silent'] as const)(
      'that did not take an event (%s) is told it again under the same id, and nothing is skipped',
      async (failure) => {
        await subscribed();
        await desk.initiate();
        receiver.fail(failure, 2);
        await telling({ poster: createPoster({ url: receiver.url, secret }, 300) });
        expect(await row()).toMatchObject({ attempts: 1, waits: false });
        expect((await row()).error).not.toBeNull();
        await telling({ poster: createPoster({ url: receiver.url, secret }, 300) });
        await telling();
        const ids = receiver.tries.map(({ headers }) => headers['x-gateway-event']);
        expect(ids).toEqual([ids[0], ids[0], ids[0], ids[3]]);
        expect(receiver.taken.map(({ body }) => body.version)).toEqual([1, 2]);
        expect(await row()).toEqual({ attempts: 0, error: null, waits: false });
      },
    );

    test('that is off is left alone until its time has come', async () => {
      await subscribed();
      await desk.initiate();
      receiver.fail('500', 1);
      await telling({ patience });
      expect(await row()).toMatchObject({ attempts: 1, error: 'answered 500', waits: true });
      await telling();
      expect(receiver.tries).toHaveLength(1);
      await opened.database.query('UPDATE webhooks SET due_at = now()');
      await telling();
      expect(receiver.taken.map(({ body }) => body.version)).toEqual([1, 2]);
    });

    test('that is new hears what happens from then on; subscribed again, it loses nothing', async () => {
      await desk.initiate();
      await subscribed();
      await telling();
      expect(receiver.tries).toEqual([]);
      const { measureId } = (await desk.initiate(onDocument(2))).facts;
      await subscribed();
      await telling();
      expect(receiver.taken.map(({ body }) => `${body.measureId} ${body.version}`)).toEqual([
        `${measureId} 1`,
        `${measureId} 2`,
      ]);
    });

    test('reads on from what it was told last by the cursor that came with it', async () => {
      await subscribed();
      const { measureId } = (await desk.initiate()).facts;
      await telling();
      await desk.give(measureId, officer('finance'), { type: 'acknowledgeOrder', orderId: `${measureId}.finance.1` });
      const after = feedCursors.read(receiver.taken.at(-1)!.body.cursor);
      const records = createMeasureRecords(opened.database);
      const rest = await records.feed({ of: 'DEPARTMENT', department: 'finance' }, { after, most: 10 });
      expect(rest.map(({ version }) => version)).toEqual([3, 4]);
    });

    test('hears everything across more than a batch, once', async () => {
      await subscribed();
      for (let number = 0; number < 12; number += 1) await desk.initiate(onDocument(number));
      await telling();
      expect(new Set(receiver.taken.map(({ headers }) => headers['x-gateway-event'])).size).toBe(24);
      expect(receiver.tries).toHaveLength(24);
    });

    test('is told by one process, also where another looks at the same time', async () => {
      await subscribed();
      await desk.initiate();
      const other = (await opened.another()) ?? opened.database;
      const holding = receiver.hold();
      const first = telling();
      await receiver.arrival();
      const parts = partsOn(other);
      expect(await tell(parts)).toBe(false);
      parts.poster.close();
      expect(receiver.tries).toHaveLength(1);
      holding.release();
      await first;
      expect(receiver.tries).toHaveLength(2);
    });

    test('is told by another process once the lease of one that died is over', async () => {
      await subscribed();
      await desk.initiate();
      await opened.database.query("UPDATE webhooks SET claimed_until = now() + interval '1 hour'");
      await telling();
      expect(receiver.tries).toEqual([]);
      await opened.database.query("UPDATE webhooks SET claimed_until = now() - interval '1 second'");
      await telling();
      expect(receiver.taken.map(({ body }) => body.version)).toEqual([1, 2]);
    });

    test('is told no more by a process that has lost its lease, which lets the other one be', async () => {
      await subscribed();
      await desk.initiate();
      const holding = receiver.hold();
      const slow = telling();
      await receiver.arrival();
      const theirs = "now() + interval '1 hour'";
      await opened.database.query(`UPDATE webhooks SET claimed_until = ${theirs}`);
      holding.release();
      await slow;
      expect(receiver.tries).toHaveLength(1);
      const [claim] = await opened.database.query<{ held: boolean }>(
        'SELECT claimed_until > now() AS held FROM webhooks',
      );
      expect(claim).toEqual({ held: true });
    });

    test('is told the rest by the next process when one ends in the middle', async () => {
      await subscribed();
      await desk.initiate();
      await telling({ stopping: () => receiver.tries.length > 0 });
      expect(receiver.taken.map(({ body }) => body.version)).toEqual([1]);
      await telling();
      expect(receiver.taken.map(({ body }) => body.version)).toEqual([1, 2]);
    });

    test('is told at once when the process that serves it has something to tell', async () => {
      const subscribers = new Map([['finance', { url: receiver.url, secret }]]);
      const loops = await startTelling({ database: opened.database, log: quiet, subscribers });
      await desk.initiate();
      loops.nudge();
      await receiver.taking(2);
      await loops.stop();
      expect(receiver.taken.map(({ body }) => body.version)).toEqual([1, 2]);
    });
  });
});
