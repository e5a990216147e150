import { defaultLimits, type Limits } from './check-document.ts';
import { parseCount, type Environment } from './read-family.ts';

const prefix = 'LIMIT_';

/** LIMIT_DEPTH, LIMIT_ROOT_FIELDS and so on: one setting for each limit of documents. What is wrong goes to `faults`. */
export function readLimits(environment: Environment, faults: string[]): Limits {
  const names = new Map(Object.keys(defaultLimits).map((name) => [settingOf(name), name as keyof Limits]));
  const limits: Record<keyof Limits, number> = { ...defaultLimits };
  for (const [setting, text] of Object.entries(environment)) {
    if (!setting.startsWith(prefix) || text === undefined || text === '') continue;
    const name = names.get(setting);
    try {
      if (name === undefined) throw new Error(`is none of ${[...names.keys()].join(', ')}`);
      limits[name] = parseCount(text);
    } catch (error) {
      faults.push(`${setting}: ${(error as Error).message}`);
    }
  }
  return limits;
}

/** rootFields is LIMIT_ROOT_FIELDS. */
function settingOf(name: string): string {
  return prefix + name.replace(/[A-Z]/g, '_$&').toUpperCase();
}
