import { localDay } from '../connector/timetable.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { Reckoning } from '../measures/rules/deadlines.ts';
import type { Caller } from '../../schema/caller.ts';
import type { SubgraphContext } from '../subgraph.ts';
import { collect } from './collect.ts';
import { listFigures, type Listed } from './list-figures.ts';
import { listOverdue } from './list-overdue.ts';
import { readItems, type ItemArguments } from './items.ts';
import { metricCodes, metricOf, type MetricCode, type Text } from './metrics.ts';
import type { PageArguments } from './page.ts';
import { readPeriod, type PeriodGiven } from './period.ts';
import { readDepartments } from './read/departments.ts';
import type { Scope } from './read/scope.ts';
import type { Tables } from './tables.ts';
import { seenBy } from './sight.ts';
import { createWorkingDayCount } from './working-days-between.ts';

export interface SupervisionContext extends SubgraphContext {
  readonly caller: Caller | null;
}

export interface SupervisionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly reckoning: Reckoning;
  readonly tables: Tables;
}

interface Arguments {
  readonly period: PeriodGiven;
  readonly department?: string | null;
}

export function createResolvers({ clock, database, reckoning, tables }: SupervisionParts): Record<string, unknown> {
  return {
    Query: {
      supervision: (_: unknown, { department, period: given }: Arguments, { caller }: SupervisionContext) => {
        const seen = seenBy(caller, department ?? null);
        const period = readPeriod(given, localDay(clock.now()));
        const counting = { period, count: createWorkingDayCount(reckoning.calendar), reckoning, tables };
        return supervisionOf({ queries: database, counting, department: seen.department }, seen.othersWithheld);
      },
    },
  };
}

function supervisionOf(scope: Scope, othersWithheld: boolean) {
  const { from, until, asOf } = scope.counting.period;
  return {
    from,
    until,
    asOf,
    department: scope.department,
    withheld: othersWithheld ? 'OTHER_DEPARTMENTS' : null,
    departments: () => readDepartments(scope.queries, scope.department),
    figures: async ({ metric }: { readonly metric?: readonly MetricCode[] | null }) =>
      (await figuresOf(scope, metric ?? metricCodes)).map(explained),
    items: (args: ItemArguments) => readItems(scope, args),
    overdue: (args: PageArguments) => listOverdue(scope, args),
  };
}

/** The figures of a scope, for those who read it and for the report. */
export async function figuresOf(scope: Scope, metrics: readonly MetricCode[]): Promise<readonly Listed[]> {
  const departments = await readDepartments(scope.queries, scope.department);
  const tally = await collect(scope, metrics);
  return listFigures(metrics, { tally, departments, ofOne: scope.department !== null });
}

function explained(figure: Listed) {
  const { denominator, formula, numerator, title } = metricOf(figure.metric);
  return {
    ...figure,
    title: text(title),
    formula: text(formula),
    numeratorIs: text(numerator),
    denominatorIs: denominator === null ? null : text(denominator),
  };
}

function text([zh, en]: Text) {
  return { zh, en };
}
