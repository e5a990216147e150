import type { Protection } from '../../gateway/limits/protection.ts';
import { createMemoryRates } from '../../gateway/limits/memory-rates.ts';
import { readProtection } from '../../gateway/limits/protection-settings.ts';

export const startedAt = Date.parse('2026-11-24T08:00:00Z');

/** What settings make of the gateway's protection, counted in memory on a clock that stands still. */
export function protectionOf(settings: Readonly<Record<string, string>>): {
  protection: Protection;
  readonly pass: (ms: number) => void;
} {
  const faults: string[] = [];
  const read = readProtection(settings, faults, false);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  let clock = startedAt;
  const now = () => clock;
  return {
    protection: { ...read, store: createMemoryRates(now), now },
    pass(ms) {
      clock += ms;
    },
  };
}
