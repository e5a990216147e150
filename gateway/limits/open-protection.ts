import type { Logger } from 'pino';
import { createFallBack } from './fall-back.ts';
import { createMemoryRates } from './memory-rates.ts';
import type { Protection } from './protection.ts';
import type { ProtectionSettings } from './protection-settings.ts';
import { createRedisRates } from './redis-rates.ts';

export interface ProtectionParts {
  readonly redisUrl: string | null;
  /** Milliseconds of the epoch, of this machine. */
  readonly now: () => number;
  readonly log: Logger;
}

const prefix = 'credit-gateway:spent:';

/** Counts in Redis where there is one, with this process's memory behind it. */
export async function openProtection(
  settings: ProtectionSettings,
  { log, now, redisUrl }: ProtectionParts,
): Promise<Protection> {
  const own = createMemoryRates(now);
  if (redisUrl === null) return { ...settings, store: own, now };
  const shared = await createRedisRates({ url: redisUrl, prefix, now: null, log });
  return { ...settings, store: createFallBack({ shared, own, now, log }), now };
}

/** Settings for departments that do not exist, as faults. */
export function unknownDepartments(
  { cost, sectionBudgets }: ProtectionSettings,
  departments: ReadonlySet<string>,
): string[] {
  return Object.entries({ COST_WEIGHT: cost.weights, SECTION_BUDGET: sectionBudgets }).flatMap(([setting, { of }]) =>
    [...of.keys()]
      .filter((name) => !departments.has(name))
      .map((name) => `${setting}_${name.toUpperCase().replaceAll('-', '_')}: there is no such department`),
  );
}
