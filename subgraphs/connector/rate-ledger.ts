import type { Database, Queries } from '../database/database.ts';
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
  /** These calls are of a batch, and all batches together get this share of each rate; absent: interactive ones. */
  readonly share?: number;
}

/** What has been granted: all calls, and those of batches among them. */
export interface Row {
  recent: number[];
  day: string;
  day_calls: number;
  batch_recent: number[];
  batch_day_calls: number;
}

type Kept = Omit<Row, 'recent' | 'batch_recent'> & Record<'recent' | 'batch_recent', (string | number)[]>;

export function createRateLedger(database: Database): RateLedger {
  return {
    reserve: (department, rates, wanted) =>
      database.transaction(async (queries) => {
        const row = (await lock(queries, department)) ?? (await add(queries, department));
        const before: Row = {
          ...row,
          recent: row.recent.map(Number),
          batch_recent: row.batch_recent.map(Number),
        };
        const { after, reservation } = plan(before, rates, wanted);
        // What was refused leaves nothing to keep.
        if (reservation.startsMs.length === 0) return reservation;
        await queries.query(
          `UPDATE department_calls SET recent = $2, day = $3, day_calls = $4, batch_recent = $5, batch_day_calls = $6
           WHERE department = $1`,
          [department, after.recent, after.day, after.day_calls, after.batch_recent, after.batch_day_calls],
        );
        return reservation;
      }),
  };
}

async function lock(queries: Queries, department: string): Promise<Kept | undefined> {
  const [row] = await queries.query<Kept>(
    'SELECT recent, day, day_calls, batch_recent, batch_day_calls FROM department_calls WHERE department = $1 FOR UPDATE',
    [department],
  );
  return row;
}

/** A department that is called for the first time; another process may be adding it as well. */
async function add(queries: Queries, department: string): Promise<Kept> {
  await queries.query('INSERT INTO department_calls (department) VALUES ($1) ON CONFLICT DO NOTHING', [department]);
  return (await lock(queries, department))!;
}

/** The part of a stated rate that batches may use: whole calls, at least one, in a window that is longer if need be. */
export function shareOf({ calls, per }: Rate, share: number): { readonly calls: number; readonly windows: number } {
  const part = calls * share;
  return part >= 1 || per === 'day'
    ? { calls: Math.max(1, Math.floor(part)), windows: 1 }
    : { calls: 1, windows: 1 / part };
}

/**
 * Pure: in no window of a stated length do more calls start than stated, nor more of batches than their share. Days are
 * those of Asia/Shanghai.
 */
export function plan(
  before: Row,
  rates: readonly Rate[],
  { count, nowMs, share, untilMs }: Wanted,
): { after: Row; reservation: Reservation } {
  const whole = windowsOf(rates, 1);
  const part = share === undefined ? { daily: Number.POSITIVE_INFINITY, windows: [] } : windowsOf(rates, share);
  // What a batch has started is kept as long as the smallest share of it could matter.
  const longest = Math.max(0, ...[...whole.windows, ...part.windows].map(({ lengthMs }) => lengthMs));
  // A call of the future was reserved by a process whose clock stood later; it must not hold everybody up for ever.
  const recent = (times: readonly number[]) => times.filter((at) => at > nowMs - longest && at < nowMs + longest);
  const times = recent(before.recent);
  const batchTimes = share === undefined ? before.batch_recent : recent(before.batch_recent);
  let { day, day_calls: dayCalls, batch_day_calls: batchCalls } = before;
  const startsMs: number[] = [];
  let retryAtMs: number | null = null;
  for (let granted = 0; granted < count; granted += 1) {
    const startMs = Math.max(nowMs, times.at(-1) ?? 0, free(times, whole.windows), free(batchTimes, part.windows));
    const startDay = localDay(startMs);
    if (startDay > day || localDay(nowMs) < day) [day, dayCalls, batchCalls] = [startDay, 0, 0];
    const dayIsFull = dayCalls >= whole.daily || batchCalls >= part.daily;
    if (startMs > untilMs || dayIsFull) {
      retryAtMs = dayIsFull ? Date.parse(`${startDay}T16:00:00Z`) : startMs;
      break;
    }
    times.push(startMs);
    startsMs.push(startMs);
    dayCalls += 1;
    if (share === undefined) continue;
    batchTimes.push(startMs);
    batchCalls += 1;
  }
  return {
    after: {
      recent: whole.windows.length === 0 ? [] : times,
      day,
      day_calls: dayCalls,
      batch_recent: whole.windows.length === 0 ? [] : batchTimes,
      batch_day_calls: batchCalls,
    },
    reservation: { startsMs, retryAtMs },
  };
}

interface SlidingWindow {
  readonly calls: number;
  readonly lengthMs: number;
}

function windowsOf(rates: readonly Rate[], share: number): { daily: number; windows: readonly SlidingWindow[] } {
  const day = rates.find(({ per }) => per === 'day');
  return {
    daily: day === undefined ? Number.POSITIVE_INFINITY : shareOf(day, share).calls,
    windows: rates.flatMap((rate) => {
      if (rate.per === 'day') return [];
      const { calls, windows } = shareOf(rate, share);
      return [{ calls, lengthMs: PER_MS[rate.per] * windows + MARGIN_MS }];
    }),
  };
}

/** When the windows hold one call less than they may. */
function free(times: readonly number[], windows: readonly SlidingWindow[]): number {
  return Math.max(
    Number.NEGATIVE_INFINITY,
    ...windows.map(({ calls, lengthMs }) => (times.at(-calls) ?? Number.NEGATIVE_INFINITY) + lengthMs),
  );
}
