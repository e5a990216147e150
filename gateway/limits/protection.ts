import { createMemoryRates } from './memory-rates.ts';
import { readProtection, type ProtectionSettings } from './protection-settings.ts';
import type { RateStore } from './rates.ts';

/** The settings, where spending is counted, and the clock of this machine: rates are about real time. */
export interface Protection extends ProtectionSettings {
  readonly store: RateStore;
  /** Milliseconds of the epoch. */
  readonly now: () => number;
}

/** As without any setting, counted in this process. */
export function usualProtection(): Protection {
  return { ...readProtection({}, [], false), store: createMemoryRates(Date.now), now: Date.now };
}
