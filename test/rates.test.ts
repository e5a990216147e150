import fc from 'fast-check';
import type { Rate } from '../subgraphs/connector/connector.ts';
import { createRate } from '../subgraphs/connector/rate.ts';
import { createRateLedger, plan, type Row } from '../subgraphs/connector/rate-ledger.ts';
import { openTestDatabase } from './support/database.ts';

const court: Rate[] = [{ calls: 60, per: 'minute' }];
const environment: Rate[] = [
  { calls: 5, per: 'second' },
  { calls: 5000, per: 'day' },
];
const unused: Row = { recent: [], day: '', day_calls: 0, batch_recent: [], batch_day_calls: 0 };
const noon = Date.parse('2026-07-01T04:00:00Z');

function most(startsMs: readonly number[], lengthMs: number): number {
  return Math.max(0, ...startsMs.map((from) => startsMs.filter((at) => at >= from && at < from + lengthMs).length));
}

describe('a department’s stated rate', () => {
  test('is exceeded in no window, whenever and however many calls are wanted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ afterMs: fc.nat(5000), count: fc.integer({ min: 1, max: 90 }) }), { maxLength: 30 }),
        (wanted) => {
          let row: Row = unused;
          let nowMs = noon;
          const starts: number[] = [];
          for (const { afterMs, count } of wanted) {
            nowMs += afterMs;
            const { after, reservation } = plan(row, court, { count, nowMs, untilMs: nowMs + 3000 });
            row = after;
            starts.push(...reservation.startsMs);
          }
          expect(most(starts, 60_000)).toBeLessThanOrEqual(60);
        },
      ),
    );
  });

  test('is left to interactive calls by a share: batches never have more than theirs, and both together no more than all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.1, 0.5, 0.9, 1),
        fc.array(fc.record({ afterMs: fc.nat(9000), count: fc.integer({ min: 1, max: 90 }), inBatch: fc.boolean() }), {
          maxLength: 40,
        }),
        (share, wanted) => {
          let row: Row = unused;
          let nowMs = noon;
          const starts: { atMs: number; inBatch: boolean }[] = [];
          for (const { afterMs, count, inBatch } of wanted) {
            nowMs += afterMs;
            const lane = inBatch ? { untilMs: nowMs, share } : { untilMs: nowMs + 3000 };
            const { after, reservation } = plan(row, court, { count, nowMs, ...lane });
            row = after;
            starts.push(...reservation.startsMs.map((atMs) => ({ atMs, inBatch })));
          }
          const batch = starts.filter(({ inBatch }) => inBatch).map(({ atMs }) => atMs);
          expect(most(batch, 60_000)).toBeLessThanOrEqual(60 * share);
          expect(
            most(
              starts.map(({ atMs }) => atMs),
              60_000,
            ),
          ).toBeLessThanOrEqual(60);
        },
      ),
    );
  });

  test('leaves interactive calls the rest of it while a batch takes all that it may', () => {
    const batch = plan(unused, environment, { count: 50, nowMs: noon, untilMs: noon, share: 0.5 });
    expect(batch.reservation.startsMs).toHaveLength(2);
    const { reservation } = plan(batch.after, environment, { count: 3, nowMs: noon, untilMs: noon });
    expect(reservation.startsMs).toEqual([noon, noon, noon]);
  });

  test('gives a batch its share of a day, and a share of less than one call a longer window', () => {
    const used = { ...unused, day: '2026-07-01', day_calls: 2500, batch_day_calls: 2500 };
    const asked = { count: 1, nowMs: noon, untilMs: noon };
    expect(plan(used, environment, { ...asked, share: 0.5 }).reservation.startsMs).toEqual([]);
    expect(plan(used, environment, asked).reservation.startsMs).toEqual([noon]);
    const once = plan(unused, [{ calls: 1, per: 'second' }], { ...asked, share: 0.5 });
    expect(
      plan(once.after, [{ calls: 1, per: 'second' }], { ...asked, nowMs: noon + 1500, share: 0.5 }).reservation
        .startsMs,
    ).toEqual([]);
  });

  test('grants a batch its turn at once although the clock goes on between wish and reservation', async () => {
    await using database = await openTestDatabase();
    let nowMs = noon;
    const clock = { now: () => (nowMs += 3) };
    const turn = createRate({
      department: 'court',
      rates: court,
      ledger: createRateLedger(database),
      clock,
      share: 0.5,
    });
    await expect(turn(clock.now())).resolves.toBeUndefined();
  });

  test('says when to ask again for what does not fit in time', () => {
    const { reservation } = plan(unused, court, {
      count: 61,
      nowMs: noon,
      untilMs: noon + 3000,
    });
    expect(reservation.startsMs).toHaveLength(60);
    expect(reservation.retryAtMs).toBeGreaterThanOrEqual(noon + 60_000);
  });

  test('counts a day from midnight to midnight in Asia/Shanghai', () => {
    const used = { ...unused, day: '2026-07-01', day_calls: 5000 };
    expect(plan(used, environment, { count: 1, nowMs: noon, untilMs: noon + 3000 }).reservation).toEqual({
      startsMs: [],
      retryAtMs: Date.parse('2026-07-01T16:00:00Z'),
    });
    const tomorrow = Date.parse('2026-07-01T16:00:01Z');
    expect(plan(used, environment, { count: 1, nowMs: tomorrow, untilMs: tomorrow }).reservation.startsMs).toEqual([
      tomorrow,
    ]);
  });

  test('holds across processes: two ledgers on one database grant together what one may', async () => {
    await using database = await openTestDatabase();
    const [one, other] = [createRateLedger(database), createRateLedger(database)];
    const grants = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        (at % 2 === 0 ? one : other).reserve('court', court, { count: 10, nowMs: noon, untilMs: noon + 3000 }),
      ),
    );
    expect(grants.flatMap(({ startsMs }) => startsMs)).toHaveLength(60);
  });

  test('refuses as busy what cannot start in time, and sends nothing when nobody can count', async () => {
    const clock = { now: () => noon };
    const ledger = { reserve: async () => ({ startsMs: [], retryAtMs: noon + 42_000 }) };
    const turn = createRate({ department: 'court', rates: court, ledger, clock });
    await expect(turn(noon + 3000)).rejects.toMatchObject({
      code: 'DEPARTMENT_BUSY',
      facts: { retryAt: new Date(noon + 42_000).toISOString() },
    });
    const broken = { reserve: () => Promise.reject(new Error('no database')) };
    await expect(createRate({ department: 'court', rates: court, ledger: broken, clock })(noon)).rejects.toMatchObject({
      code: 'DEPARTMENT_BUSY',
    });
  });
});
