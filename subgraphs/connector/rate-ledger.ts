import type { Database } from '../database/database.ts';
import type { Rate } from './connector.ts';
import { localDay } from './timetable.ts';

const PER_MS = { second: 1000, minute: 60_000 } as const;
/** Clocks and networks shift calls a little; a window is kept this much longer than stated. */
const MARGIN_MS = 150;

export interface Reservation {
  /** Moments at which the granted calls may start, in milliseconds; fewer than asked for when not all fit in time. */
  readonly startsMs: readonly number[];
  /** When the first call that was not granted could have started; null: all were granted. */
  readonly retryAtMs: number | null;
}

/** The calls of one department in its windows, shared by all processes on the database. */
export interface RateLedger {
  reserve(department: string, rates: readonly Rate[], wanted: Wanted): Promise<Reservation>;
}

/** Calls that want to start from now until a moment, in milliseconds. */
export interface Wanted {
  readonly count: number;
  readonly nowMs: number;
  readonly untilMs: number;
}

interface Row {
  recent: number[];
  day: string;
  day_calls: number;
}

export function createRateLedger(database: Database): RateLedger {
  return {
    reserve: (department, rates, wanted) =>
      database.transaction(async (queries) => {
        await queries.query('INSERT INTO department_calls (department) VALUES ($1) ON CONFLICT DO NOTHING', [
          department,
        ]);
        const [row] = await queries.query<{ recent: (string | number)[]; day: string; day_calls: number }>(
          'SELECT recent, day, day_calls FROM department_calls WHERE department = $1 FOR UPDATE',
          [department],
        );
        const before: Row = { ...row!, recent: row!.recent.map(Number) };
        const { after, reservation } = plan(before, rates, wanted);
        await queries.query('UPDATE department_calls SET recent = $2, day = $3, day_calls = $4 WHERE department = $1', [
          department,
          after.recent,
          after.day,
          after.day_calls,
        ]);
        return reservation;
      }),
  };
}

/** Pure: in no window of a stated length do more calls start than stated. Days are those of Asia/Shanghai. */
export function plan(
  before: Row,
  rates: readonly Rate[],
  { count, nowMs, untilMs }: Wanted,
): { after: Row; reservation: Reservation } {
  const windows = rates.flatMap(({ calls, per }) =>
    per === 'day' ? [] : [{ calls, lengthMs: PER_MS[per] + MARGIN_MS }],
  );
  const longest = Math.max(0, ...windows.map(({ lengthMs }) => lengthMs));
  const daily = rates.find(({ per }) => per === 'day')?.calls ?? Number.POSITIVE_INFINITY;
  // A call of the future was reserved by a process whose clock stood later; it must not hold everybody up for ever.
  const times = before.recent.filter((at) => at > nowMs - longest && at < nowMs + longest);
  let { day, day_calls: dayCalls } = before;
  const startsMs: number[] = [];
  let retryAtMs: number | null = null;
  for (let granted = 0; granted < count; granted += 1) {
    const startMs = Math.max(
      nowMs,
      times.at(-1) ?? 0,
      ...windows.map(({ calls, lengthMs }) => (times.at(-calls) ?? Number.NEGATIVE_INFINITY) + lengthMs),
    );
    const startDay = localDay(startMs);
    if (startDay > day || localDay(nowMs) < day) [day, dayCalls] = [startDay, 0];
    if (startMs > untilMs || dayCalls >= daily) {
      retryAtMs = dayCalls >= daily ? Date.parse(`${startDay}T16:00:00Z`) : startMs;
      break;
    }
    times.push(startMs);
    startsMs.push(startMs);
    dayCalls += 1;
  }
  return {
    after: { recent: windows.length === 0 ? [] : times, day, day_calls: dayCalls },
    reservation: { startsMs, retryAtMs },
  };
}
