import type { Account } from '../disclosures/execute-accountably.ts';

const dayMs = 86_400_000;
/** Asia/Shanghai has no summer time. */
const shanghaiMs = 8 * 3_600_000;

/**
 * Until when an answer of this moment may be given again, in milliseconds of the epoch: until its first part has to be
 * asked for anew, until what is in force may be something else, and for `mostMs` at most. null: not at all, for a part
 * is missing, kept from before its department failed, or says nothing of how long it holds.
 */
export function endOfLife({ sections }: Pick<Account, 'sections'>, nowMs: number, mostMs: number): number | null {
  let end = Math.min(nowMs + mostMs, endOfDay(nowMs));
  for (const { freshUntil, state } of sections) {
    if (state === 'NOT_CONNECTED') continue;
    if (state !== 'ANSWERED' || freshUntil === null) return null;
    end = Math.min(end, Date.parse(freshUntil));
  }
  return end > nowMs ? end : null;
}

/** Days change at midnight in Asia/Shanghai, and with them what is in force. */
function endOfDay(nowMs: number): number {
  return (Math.floor((nowMs + shanghaiMs) / dayMs) + 1) * dayMs - shanghaiMs;
}
