import type { Rate } from '../../connector/connector.ts';
import { shareOf } from '../../connector/rate-ledger.ts';
import { dateOf, dayNumber } from '../../../schema/local-date.ts';
import { localDay, maintenanceEnds, type Window } from '../../connector/timetable.ts';

/** How much one department allows, and how many calls one organisation costs there. */
export interface DepartmentLimit {
  readonly department: string;
  readonly rates: readonly Rate[];
  readonly callsEach: number;
  /** Windows in which the department is not asked. */
  readonly maintenance?: readonly Window[];
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
  if (ends.length === 0) return null;
  const endMs = Math.max(...ends);
  return Math.max(endMs, ...limits.map(({ maintenance = [] }) => maintenanceEnds(maintenance, endMs) ?? 0));
}

function endOf(
  rate: Rate,
  { callsEach, department, maintenance = [], rates }: DepartmentLimit,
  remaining: Remaining,
): number {
  const { nowMs, organisations, share, usedTodayOf } = remaining;
  const wanted = organisations * callsEach;
  if (rate.per !== 'day') return afterSpan(nowMs, spanMs(rate, wanted, share), maintenance);
  const daily = shareOf(rate, share).calls;
  const leftToday = Math.max(0, daily - usedTodayOf(department));
  if (wanted <= leftToday) return nowMs;
  const days = Math.ceil((wanted - leftToday) / daily);
  const onLastDay = wanted - leftToday - (days - 1) * daily;
  const midnight = Date.parse(`${dateOf(dayNumber(localDay(nowMs)) + days)}T00:00:00+08:00`);
  return afterSpan(midnight, Math.max(0, ...rates.map((one) => spanMs(one, onLastDay, share))), maintenance);
}

const stepMs = 5 * 60_000;

/** A moment, and a span of work after it in which windows of maintenance do not count. */
function afterSpan(fromMs: number, spanMs: number, windows: readonly Window[]): number {
  let atMs = maintenanceEnds(windows, fromMs) ?? fromMs;
  for (let leftMs = spanMs; leftMs > 0; leftMs -= stepMs) {
    atMs += Math.min(leftMs, stepMs);
    atMs = maintenanceEnds(windows, atMs) ?? atMs;
  }
  return atMs;
}

function spanMs(rate: Rate, wanted: number, share: number): number {
  if (rate.per === 'day') return 0;
  const { calls, windows } = shareOf(rate, share);
  return Math.max(0, Math.ceil(wanted / calls) - 1) * PER_MS[rate.per] * windows;
}
