import { ArgumentInvalid } from '../../../schema/errors.ts';
import { dayNumber } from '../../../schema/local-date.ts';
import type { MeasureRecords, OrderPlace, WorklistFilter } from '../desk/records.ts';
import { requireDepartment } from './find-measures.ts';
import { orderIn, type OrderNode } from './order.ts';
import { defineCursors, mostOf, pageOf, type PageArguments } from './paging.ts';
import type { MeasuresContext } from './request-context.ts';

const mostPerPage = 100;

export interface WorklistArguments extends PageArguments {
  readonly department: string;
  readonly states?: WorklistFilter['states'];
  readonly overdue?: boolean | null;
}

const cursors = defineCursors<OrderPlace>(
  'orders',
  ({ dueOn, orderId }) => `${dueOn} ${orderId}`,
  (text) => {
    const [dueOn = '', orderId = ''] = text.split(/ (.*)/s);
    return orderId !== '' && (dueOn === 'infinity' || isDay(dueOn)) ? { dueOn, orderId } : null;
  },
);

/** A page of what a department has to do, most urgent first. @throws ArgumentInvalid */
export async function readWorklistPage(records: MeasureRecords, args: WorklistArguments, { today }: MeasuresContext) {
  const { department, states, overdue, first, after } = args;
  const filter = {
    department: requireDepartment(department),
    states: states ?? null,
    overdue: overdue ?? null,
    today,
  };
  const entries = await records.worklist(filter, { after: cursors.read(after), most: mostOf(first, mostPerPage) });
  // Read after the entries, never from what the request has read before: each of the orders is in it.
  const measures = await records.measures([...new Set(entries.map(({ measureId }) => measureId))]);
  const places = new Map<OrderNode, OrderPlace>();
  const nodes = entries.map(({ measureId, place }) => {
    const measure = measures.get(measureId);
    const node = measure === undefined ? null : orderIn(measure, place.orderId);
    if (node === null) throw new Error(`The measure ${measureId} lacks the order ${place.orderId}`);
    places.set(node, place);
    return node;
  });
  return pageOf(nodes, args, (node) => cursors.write(places.get(node)!));
}

function isDay(text: string): boolean {
  try {
    dayNumber(text);
    return true;
  } catch (error) {
    if (error instanceof ArgumentInvalid) return false;
    throw error;
  }
}
