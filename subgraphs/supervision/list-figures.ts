import { coordinator } from './contribution.ts';
import { figureOf, figureWithout, type Figure, type Unknown } from './figure.ts';
import { metricOf, type MetricCode } from './metrics.ts';
import type { SupervisedDepartment } from './read/departments.ts';
import type { Tally } from './tally.ts';

export interface Listed extends Figure {
  /** Of a figure for all departments: those whose part in it is not known. */
  readonly leftOut: readonly string[];
}

export interface Listing {
  readonly tally: Tally;
  readonly departments: readonly SupervisedDepartment[];
  /** One department is looked at: there is no figure for all. */
  readonly ofOne: boolean;
}

/** All figures of these metrics: for the whole, for each department, and for each group of it. */
export function listFigures(metrics: readonly MetricCode[], listing: Listing): readonly Listed[] {
  return metrics.flatMap((metric) => listMetric(metric, listing));
}

function listMetric(metric: MetricCode, listing: Listing): readonly Listed[] {
  const { source } = metricOf(metric);
  if (source === null) return [listed(figureWithout({ metric, department: null, group: null }, 'NOT_OBSERVABLE'))];
  const ofDepartments = namesFor(metric, listing).map((department) => ({
    department,
    figures: departmentFigures(metric, department, listing),
  }));
  const figures = ofDepartments.flatMap((one) => one.figures.map((figure) => listed(figure)));
  if (listing.ofOne) return figures;
  const leftOut = ofDepartments.filter((one) => !one.figures.some(isKnown)).map(({ department }) => department);
  const name = { metric, department: null, group: null };
  // A sum over nobody of whom anything is known is no 0.
  const isNobody = isOfRows(metric) && leftOut.length === ofDepartments.length;
  const whole = isNobody ? figureWithout(name, 'NOT_OBSERVABLE') : figureOf(name, listing.tally.of(name));
  return [listed(whole, leftOut), ...figures];
}

/** Nothing to count is known, too. */
function isKnown({ unknown }: Figure): boolean {
  return unknown === null || unknown === 'NOTHING_TO_COUNT';
}

/** Events are all here; rows only of departments that send them. */
function isOfRows(metric: MetricCode): boolean {
  const { source } = metricOf(metric);
  return source === 'RECEIPTS' || source === 'RECORDS' || source === 'FINDINGS';
}

/** Departments that are known or of which something was counted; consultations are the coordinator's. */
function namesFor(metric: MetricCode, { departments, ofOne, tally }: Listing): readonly string[] {
  if (metric === 'CONSULTATION_TIME') return ofOne ? [] : [coordinator];
  const counted = tally.departments().filter((name) => name !== coordinator || isCounted(metric, name, tally));
  return [...new Set([...departments.map(({ name }) => name), ...counted])].sort();
}

function isCounted(metric: MetricCode, department: string, tally: Tally): boolean {
  return tally.of({ metric, department, group: null }) !== null;
}

function departmentFigures(metric: MetricCode, department: string, { departments, tally }: Listing): readonly Figure[] {
  const name = { metric, department, group: null };
  const sum = tally.of(name);
  const unseen =
    sum === null
      ? whyUnseen(
          metric,
          departments.find((one) => one.name === department),
        )
      : null;
  if (unseen !== null) return [figureWithout(name, unseen)];
  const groups = tally.groupsOf(metric, department).map((group) => ({ metric, department, group }));
  return [figureOf(name, sum), ...groups.map((group) => figureOf(group, tally.of(group)))];
}

/** Why nothing can have been counted of a department; null: it was not there. */
function whyUnseen(metric: MetricCode, department: SupervisedDepartment | undefined): Unknown | null {
  if (!isOfRows(metric)) return null;
  if (department === undefined || !department.connected) return 'NOT_CONNECTED';
  return metricOf(metric).source !== 'FINDINGS' && department.mode === 'asked' ? 'ASKED_NOT_COLLECTED' : null;
}

function listed(figure: Figure, leftOut: readonly string[] = []): Listed {
  return { ...figure, leftOut };
}
