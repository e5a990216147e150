import { readConfig, type ConfigInvalid, type GatewayConfig } from '../../gateway/config.ts';
import { unknownDepartments } from '../../gateway/limits/open-protection.ts';
import { valueOf } from '../../gateway/limits/read-family.ts';

const read = (environment: Record<string, string>, args: string[] = []): GatewayConfig => readConfig(environment, args);
function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    return (error as ConfigInvalid).faults;
  }
  return [];
}

describe('the settings of protection', () => {
  test('are on without any, and off over a supergraph of somebody else', () => {
    const { protection } = read({});
    expect([protection.cost.mode, valueOf(protection.cost.budgets, 'clerk')]).toEqual(['enforce', 50_000]);
    expect(valueOf(protection.rates, 'clerk')).toEqual({ limit: 30_000, windowMs: 60_000 });
    const other = read({}, ['--supergraph', 'x.graphql']).protection;
    expect([other.cost.mode, valueOf(other.rates, 'anonymous')]).toEqual(['off', null]);
  });

  test('have exceptions by role and by department', () => {
    const { limits, protection, redisUrl, requestTimeoutMs } = read({
      COST_MODE: 'measure',
      COST_BUDGET: '100',
      COST_BUDGET_ANONYMOUS: '10',
      COST_WEIGHT_STATE_TAX: '5',
      SECTION_BUDGET: '600',
      SECTION_BUDGET_COURT: 'off',
      RATE_LIMIT: '20/s',
      RATE_LIMIT_OFFICER: 'off',
      TRUSTED_ONLY: 'anonymous, clerk',
      TRUSTED_PROXIES: '10.0.0.5, 2001:db8::/32',
      LIMIT_ROOT_FIELDS: '7',
      LIMIT_ALIASES: '3',
      REQUEST_TIMEOUT: '2m',
      REDIS_URL: 'rediss://user:secret@cache.example:6380/1',
    });
    const { cost, rates, sectionBudgets, trustedOnly, trustedProxies } = protection;
    expect(cost.mode).toBe('measure');
    expect(['clerk', 'anonymous'].map((role) => valueOf(cost.budgets, role))).toEqual([100, 10]);
    expect(['court', 'state-tax'].map((name) => valueOf(cost.weights, name))).toEqual([1, 5]);
    expect(['court', 'state-tax'].map((name) => valueOf(sectionBudgets, name))).toEqual([null, 600]);
    expect(['clerk', 'officer'].map((role) => valueOf(rates, role))).toEqual([{ limit: 20, windowMs: 1000 }, null]);
    expect([...trustedOnly]).toEqual(['anonymous', 'clerk']);
    expect(trustedProxies).toEqual(['10.0.0.5', '2001:db8::/32']);
    expect([limits.rootFields, limits.aliases, limits.depth]).toEqual([7, 3, 20]);
    expect([requestTimeoutMs, redisUrl]).toEqual([120_000, 'rediss://user:secret@cache.example:6380/1']);
  });

  test('are refused with every fault at once, and no password repeated', () => {
    const faults = faultsOf({
      COST_MODE: 'on',
      COST_BUDGET: '0',
      COST_BUDGET_KING: '5',
      COST_MUTATION_CLERK: '5',
      SECTION_BUDGET_COURT: '1.5',
      RATE_LIMIT: '20',
      TRUSTED_ONLY: 'yes',
      TRUSTED_PROXIES: 'proxy.example,10.0.0.0/33',
      LIMIT_DEPT: '5',
      LIMIT_DEPTH: '-1',
      REDIS_URL: 'http://user:secret@cache.example',
    });
    const starts = [
      'REDIS_URL: is no redis://host:port or redis+cluster://host:port,host:port address',
      'LIMIT_DEPT: is none of LIMIT_CHARACTERS, ',
      'LIMIT_DEPTH: "-1" is no whole number',
      'COST_MODE: "on" is none of off, measure, enforce',
      'COST_BUDGET: "0" is no whole number of at least 1',
      'COST_BUDGET_KING: there is none but for anonymous, officer, ',
      'COST_MUTATION_CLERK: there is none',
      'SECTION_BUDGET_COURT: "1.5" is no whole number',
      'RATE_LIMIT: "20" is no rate such as 20/s',
      'TRUSTED_ONLY: "yes" is neither true, false',
      'TRUSTED_PROXIES: "proxy.example" is no address',
      'TRUSTED_PROXIES: "10.0.0.0/33" is no address',
    ];
    expect(faults.toSorted()).toEqual(starts.toSorted().map((start) => expect.stringContaining(start) as unknown));
    expect(faults.join()).not.toContain('secret');
  });

  test('name departments that there are', () => {
    const { protection } = read({ COST_WEIGHT_COURT: '2', COST_WEIGHT_STATE_TAXES: '2', SECTION_BUDGET_MOON: '2' });
    expect(unknownDepartments(protection, new Set(['court', 'state-tax']))).toEqual([
      'COST_WEIGHT_STATE_TAXES: there is no such department',
      'SECTION_BUDGET_MOON: there is no such department',
    ]);
  });
});
