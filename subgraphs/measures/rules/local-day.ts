import { dateOf, dayMs, dayNumber } from '../../../schema/local-date.ts';

/** Asia/Shanghai is eight hours ahead of UTC and has had no summer time since 1991. */
const aheadMs = 8 * 3_600_000;

/** The local date (Asia/Shanghai) of an instant. @throws RangeError when `at` is no ISO instant. */
export function localDay(at: string): string {
  const atMs = Date.parse(at);
  if (Number.isNaN(atMs)) throw new RangeError(`${at} is no instant`);
  return dateOf(Math.floor((atMs + aheadMs) / dayMs));
}

/** The instant at which a local day is over: midnight in Asia/Shanghai. */
export function endOfDay(on: string): string {
  return new Date((dayNumber(on) + 1) * dayMs - aheadMs).toISOString();
}
