import { as } from './callers.ts';
import type { Ask } from './district.ts';

export interface Figure {
  id: string;
  metric: string;
  department: string | null;
  group: string | null;
  value: number | null;
  unknown: string | null;
  numerator: number | null;
  denominator: number | null;
  median: number | null;
  longest: number | null;
  leftOut: string[];
}
interface Page<Node> {
  total: number;
  edges: { cursor: string; node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

export const yearQuery = `query Year($period: SupervisionPeriodInput!, $department: String) {
  supervision(period: $period, department: $department) {
    asOf withheld department departments { name }
    figures { id metric department group value unknown numerator denominator median longest leftOut }
  } }`;

export async function figuresOf(ask: Ask, variables: Record<string, unknown>, role = 'supervisor') {
  const { data, errors } = await ask(yearQuery, variables, as(role, 'SUPERVISION'));
  expect(errors).toEqual([]);
  return data!['supervision'] as unknown as {
    figures: Figure[];
    withheld: string | null;
    departments: { name: string }[];
  };
}

export async function allItems(ask: Ask, variables: { period: object; figure: string }, role = 'supervisor') {
  const found: { id: string; numerator: number; denominator: number }[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await ask(
      `query Items($period: SupervisionPeriodInput!, $figure: ID!, $after: String) { supervision(period: $period) {
        items(figure: $figure, first: 60, after: $after) { edges { node { id numerator denominator } } pageInfo { hasNextPage endCursor } } } }`,
      { ...variables, after },
      as(role, 'SUPERVISION'),
    );
    expect(errors).toEqual([]);
    const page = (data!['supervision'] as unknown as { items: Page<(typeof found)[number]> }).items;
    found.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

export async function allOverdue(ask: Ask, period: object, role = 'coordinator') {
  const found: { id: string; dueOn: string; daysLate: number }[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await ask(
      `query Late($period: SupervisionPeriodInput!, $after: String) { supervision(period: $period) {
        overdue(first: 30, after: $after) { total edges { node { id dueOn daysLate } } pageInfo { hasNextPage endCursor } } } }`,
      { period, after },
      as(role, 'SUPERVISION'),
    );
    expect(errors).toEqual([]);
    const page = (data!['supervision'] as unknown as { overdue: Page<(typeof found)[number]> }).overdue;
    found.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) {
      expect(page.total).toBe(found.length);
      return found;
    }
    after = page.pageInfo.endCursor;
  }
}
