import { ArgumentInvalid } from '../../schema/errors.ts';
import { isOf } from './collect.ts';
import type { Contribution } from './contribution.ts';
import { metricCodes, metricOf, type MetricCode } from './metrics.ts';
import { mostOf, pageOf, readCursor, writeCursor, type PageArguments } from './page.ts';
import type { Scope } from './read/scope.ts';
import { streams } from './read/streams.ts';

export interface ItemArguments extends PageArguments {
  /** Id of a figure of the same period. */
  readonly figure: string;
}

interface Wanted {
  readonly metric: MetricCode;
  readonly department: string | null;
  readonly group: string | null;
}

/** The items behind a figure, page by page: what the figure is a sum of, found as it was when it was summed. */
export async function readItems(scope: Scope, args: ItemArguments) {
  const wanted = readFigureId(args.figure);
  const { source } = metricOf(wanted.metric);
  const most = mostOf(args);
  const list = `items ${args.figure}`;
  const after = readCursor(list, args.after);
  const found: { node: Contribution; cursor: string }[] = [];
  if (source !== null && isVisible(scope, wanted))
    for await (const { contributions, key } of streams[source](scope, after?.key ?? null)) {
      const own = contributions.filter((one) => fits(wanted, one) && isOf(scope, one)).sort(byPlace);
      for (const node of own)
        if (key !== after?.key || placeOf(node) > after.id)
          found.push({ node, cursor: writeCursor(list, [key, placeOf(node)]) });
      if (found.length >= most) break;
    }
  return pageOf(
    found.slice(0, most).map(({ cursor, node }) => ({ cursor, node: shown(node) })),
    args,
  );
}

function shown({ days, denominator, item, numerator }: Contribution) {
  return { ...item, numerator, denominator, days: days ?? null };
}

/** Of another department nothing is found: whoever may not see it learns nothing of it. */
function isVisible({ department }: Scope, wanted: Wanted): boolean {
  return department === null || wanted.department === null || wanted.department === department;
}

function fits({ department, group, metric }: Wanted, one: Contribution): boolean {
  return (
    one.metric === metric &&
    (department === null || one.department === department) &&
    (group === null || one.group === group)
  );
}

/** One item can count in two groups: two steps of one repair can be overdue. */
const placeOf = ({ group, item }: Contribution): string => `${item.id} ${group ?? ''}`;

const byPlace = (a: Contribution, b: Contribution): number => (placeOf(a) < placeOf(b) ? -1 : 1);

/** @throws ArgumentInvalid */
function readFigureId(id: string): Wanted {
  const [code, department = null, ...group] = id.split(':');
  const metric = metricCodes.find((one) => one === code);
  if (metric !== undefined) return { metric, department, group: group.length === 0 ? null : group.join(':') };
  throw new ArgumentInvalid('figure is no figure.', 'Give the id of one of `figures`.', { argument: 'figure' });
}
