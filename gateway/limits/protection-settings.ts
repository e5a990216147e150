import { officeRoles, type Caller } from '../../schema/caller.ts';
import { parseCount, readFamily, type Environment, type Family } from './read-family.ts';
import { readProxies } from './read-proxies.ts';
import type { Rate } from './rates.ts';

export interface CostSettings {
  /** `measure`: told in answers and log, and nothing refused. */
  readonly mode: 'off' | 'measure' | 'enforce';
  /** What one operation may cost, by role. */
  readonly budgets: Family<number>;
  /** What one organisation's section costs, by department. */
  readonly weights: Family<number>;
  readonly ofMutation: number;
  /** Of `__schema` and `__type`, each time. */
  readonly ofIntrospection: number;
  /** Length at which a list counts whose arguments do not say it. */
  readonly listLength: number;
}

/** How much callers may ask, how often, and by which documents. */
export interface ProtectionSettings {
  readonly cost: CostSettings;
  /** Organisations about which a client may ask a department in a minute; null: any number. By department. */
  readonly sectionBudgets: Family<number | null>;
  /** Requests of one client; null: any number. By role. */
  readonly rates: Family<Rate | null>;
  /** Tokens that are none, of one address; null: any number. */
  readonly badTokens: Rate | null;
  /** Roles that may send trusted documents only. */
  readonly trustedOnly: ReadonlySet<Role>;
  /** Addresses of proxies that are believed about whom they pass on. */
  readonly trustedProxies: readonly string[];
}

/** A caller's role, or nobody's. */
export type Role = Caller['role'] | 'anonymous';
const roles: readonly Role[] = ['anonymous', 'officer', 'representative', ...officeRoles];

export function roleOf(caller: Caller | null): Role {
  return caller?.role ?? 'anonymous';
}

/** A thousand organisations with all sections of 31 departments cost some 32,000. */
const usualBudget = 50_000;
/** One client that runs in a circle does not take a small machine from all others. */
const usualRate: Rate = { limit: 30_000, windowMs: 60_000 };
/** A program with an old token notices at once; whoever guesses signatures is not to keep a processor busy. */
const usualBadTokens: Rate = { limit: 60, windowMs: 60_000 };
const modes = ['off', 'measure', 'enforce'] as const;

/**
 * COST_…, SECTION_BUDGET…, RATE_LIMIT…, BAD_TOKEN_LIMIT, TRUSTED_ONLY and TRUSTED_PROXIES. Over a supergraph of somebody else's, whose
 * fields nobody here has weighed, cost and rates are off unless they are set.
 */
export function readProtection(environment: Environment, faults: string[], foreign: boolean): ProtectionSettings {
  const count = (setting: string, usual: number, names: readonly string[] | null = []) =>
    readFamily(environment, setting, { parse: parseCount, usual, names, faults });
  const mode = { parse: parseMode, usual: foreign ? 'off' : 'enforce', names: [], faults } as const;
  return {
    cost: {
      mode: readFamily<CostSettings['mode']>(environment, 'COST_MODE', mode).usual,
      budgets: count('COST_BUDGET', usualBudget, roles),
      weights: count('COST_WEIGHT', 1, null),
      ofMutation: count('COST_MUTATION', 10).usual,
      ofIntrospection: count('COST_INTROSPECTION', 1000).usual,
      listLength: count('COST_LIST', 10).usual,
    },
    sectionBudgets: readFamily<number | null>(environment, 'SECTION_BUDGET', {
      parse: orOff(parseCount),
      usual: null,
      names: null,
      faults,
    }),
    rates: readFamily<Rate | null>(environment, 'RATE_LIMIT', {
      parse: orOff(parseRate),
      usual: foreign ? null : usualRate,
      names: roles,
      faults,
    }),
    badTokens: readFamily<Rate | null>(environment, 'BAD_TOKEN_LIMIT', {
      parse: orOff(parseRate),
      usual: usualBadTokens,
      names: [],
      faults,
    }).usual,
    trustedOnly: new Set(
      readFamily(environment, 'TRUSTED_ONLY', { parse: parseRoles, usual: [], names: [], faults }).usual,
    ),
    trustedProxies: readProxies(environment, faults),
  };
}

function orOff<T>(parse: (text: string) => T): (text: string) => T | null {
  return (text) => (text === 'off' ? null : parse(text));
}

const windowsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function parseRate(text: string): Rate {
  const [, count, unit] = /^(\d+)\/([smh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined || Number(count) < 1)
    throw new Error(`"${text}" is no rate such as 20/s, 600/m or 5000/h, nor "off"`);
  return { limit: parseCount(count), windowMs: windowsMs[unit]! };
}

function parseMode(text: string): CostSettings['mode'] {
  const mode = modes.find((one) => one === text);
  if (mode === undefined) throw new Error(`"${text}" is none of ${modes.join(', ')}`);
  return mode;
}

function parseRoles(text: string): readonly Role[] {
  if (text === 'true') return roles;
  if (text === 'false') return [];
  return text.split(',').map((name) => {
    const role = roles.find((one) => one === name.trim());
    if (role === undefined) throw new Error(`"${name.trim()}" is neither true, false nor one of ${roles.join(', ')}`);
    return role;
  });
}
