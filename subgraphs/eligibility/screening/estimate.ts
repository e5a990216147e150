import type { Rate } from '../../connector/connector.ts';
import { shareOf } from '../../connector/rate-ledger.ts';
import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import { localDay } from '../../connector/timetable.ts';

/** How much one department allows, and how many calls one organisation costs there. */
export interface DepartmentLimit {
  readonly department: string;
  readonly rates: readonly Rate[];
  readonly callsEach: number;
}

const PER_MS = { second: 1000, minute: 60_000 } as const;

/** What is left to do, and what of a day's share is used. */
export interface Remaining {
  readonly nowMs: number;
  readonly organisations: number;
  readonly share: number;
  readonly usedTodayOf: (department: string) => number;
}

/**
 * When the last of the remaining organisations can have been asked about everywhere, in milliseconds: departments are
 * asked side by side, so the slowest decides. null: no department has a limit. What is kept already makes it shorter.
 */
export function estimateEndMs(limits: readonly DepartmentLimit[], remaining: Remaining): number | null {
  const ends = limits.flatMap((limit) => limit.rates.map((rate) => endOf(rate, limit, remaining)));
  return ends.length === 0 ? null : Math.max(...ends);
}

function endOf(rate: Rate, { callsEach, department, rates }: DepartmentLimit, remaining: Remaining): number {
  const { nowMs, organisations, share, usedTodayOf } = remaining;
  const wanted = organisations * callsEach;
  if (rate.per !== 'day') return nowMs + spanMs(rate, wanted, share);
  const daily = shareOf(rate, share).calls;
  const leftToday = Math.max(0, daily - usedTodayOf(department));
  if (wanted <= leftToday) return nowMs;
  const days = Math.ceil((wanted - leftToday) / daily);
  const onLastDay = wanted - leftToday - (days - 1) * daily;
  const midnight = Date.parse(`${dateOf(dayNumber(localDay(nowMs)) + days)}T00:00:00+08:00`);
  return midnight + Math.max(0, ...rates.map((one) => (one.per === 'day' ? 0 : spanMs(one, onLastDay, share))));
}

function spanMs(rate: Rate, wanted: number, share: number): number {
  if (rate.per === 'day') return 0;
  const { calls, windows } = shareOf(rate, share);
  return Math.max(0, Math.ceil(wanted / calls) - 1) * PER_MS[rate.per] * windows;
}
