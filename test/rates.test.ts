import fc from 'fast-check';
import type { Rate } from '../subgraphs/connector/connector.ts';
import { createRate } from '../subgraphs/connector/rate.ts';
import { createRateLedger, plan } from '../subgraphs/connector/rate-ledger.ts';
import { openTestDatabase } from './support/database.ts';

const court: Rate[] = [{ calls: 60, per: 'minute' }];
const environment: Rate[] = [
  { calls: 5, per: 'second' },
  { calls: 5000, per: 'day' },
];
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
          let row = { recent: [] as number[], day: '', day_calls: 0 };
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

  test('says when to ask again for what does not fit in time', () => {
    const { reservation } = plan({ recent: [], day: '', day_calls: 0 }, court, {
      count: 61,
      nowMs: noon,
      untilMs: noon + 3000,
    });
    expect(reservation.startsMs).toHaveLength(60);
    expect(reservation.retryAtMs).toBeGreaterThanOrEqual(noon + 60_000);
  });

  test('counts a day from midnight to midnight in Asia/Shanghai', () => {
    const used = { recent: [], day: '2026-07-01', day_calls: 5000 };
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
