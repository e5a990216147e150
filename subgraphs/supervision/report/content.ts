import type { Listed } from '../list-figures.ts';
import { allOverdue } from '../list-overdue.ts';
import { metricCodes } from '../metrics.ts';
import type { Overdue } from '../overdue.ts';
import { coordinator } from '../contribution.ts';
import { readDepartments, type SupervisedDepartment } from '../read/departments.ts';
import type { Scope } from '../read/scope.ts';
import { figuresOf } from '../resolvers.ts';

/** Everything that a report says of a period. */
export interface ReportContent {
  /** As it was asked for: 2026-06. */
  readonly of: string;
  readonly from: string;
  readonly until: string;
  readonly asOf: string;
  readonly figures: readonly Listed[];
  readonly departments: readonly SupervisedDepartment[];
  /** The longest first. */
  readonly overdue: readonly Overdue[];
  /** Title of a folder, in Chinese. */
  readonly titleOf: (department: string | null) => string;
}

export async function gatherReport(of: string, scope: Scope): Promise<ReportContent> {
  const departments = await readDepartments(scope.queries, scope.department);
  const titles = new Map(departments.map(({ name, title }) => [name, title.split(' / ')[0]!]));
  const overdue: Overdue[] = [];
  for await (const one of allOverdue(scope)) overdue.push(one);
  const { asOf, from, until } = scope.counting.period;
  return {
    of,
    from,
    until,
    asOf,
    departments,
    figures: await figuresOf(scope, metricCodes),
    overdue: overdue.sort((a, b) => (a.dueOn === b.dueOn ? compare(a.id, b.id) : compare(a.dueOn, b.dueOn))),
    titleOf(department) {
      if (department === null) return '合计';
      return department === coordinator ? '牵头部门' : (titles.get(department) ?? department);
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);
