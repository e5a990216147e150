import { DepartmentBudgetExceeded } from '../../schema/limit-errors.ts';
import type { Cost } from './operation-cost.ts';
import type { Protection } from './protection.ts';
import { valueOf } from './read-family.ts';

/** Budgets of departments are for a minute. */
const windowMs = 60_000;

/** Spends a client's budgets for the departments that an operation asks. Gives those that it has used up. */
export async function spendSections(
  { sections }: Pick<Cost, 'sections'>,
  client: string,
  { now, sectionBudgets, store }: Protection,
): Promise<ReadonlyMap<string, DepartmentBudgetExceeded>> {
  const claims = [...sections].flatMap(([department, units]) => {
    const limit = valueOf(sectionBudgets, department);
    return limit === null || units === 0 ? [] : [{ client, what: department, units, limit, windowMs }];
  });
  const outcomes = claims.length === 0 ? [] : await store.spend(claims);
  const used = new Map<string, DepartmentBudgetExceeded>();
  for (const [at, { granted, retryAfterMs }] of outcomes.entries()) {
    if (granted) continue;
    const { limit: budget, what: department } = claims[at]!;
    const retryAt = retryAfterMs === null ? null : new Date(now() + retryAfterMs).toISOString();
    used.set(department, new DepartmentBudgetExceeded({ department, budget, retryAt }));
  }
  return used;
}
