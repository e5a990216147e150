import type { Caller } from '../../../schema/caller.ts';
import { TokenMissing } from '../../../schema/identity-errors.ts';
import type { DeliveryFilter, OrderDelivery } from '../desk/read-deliveries.ts';
import type { FeedEvent, Watcher } from '../desk/read-events.ts';
import type { MeasureRecords } from '../desk/records.ts';
import { refuse } from '../refusals.ts';
import { requireDepartment } from './find-measures.ts';
import { defineNumberCursors, mostOf, pageOf, type PageArguments } from './paging.ts';
import type { MeasuresContext } from './request-context.ts';

const mostEvents = 500;
const mostDeliveries = 100;
export const feedCursors = defineNumberCursors('measureEvents');
const deliveryCursors = defineNumberCursors('orderDeliveries');

/** The next events that the caller may see. @throws TokenMissing, MeasureRefused VIEW_NOT_ALLOWED, ArgumentInvalid */
export async function readFeedPage(records: MeasureRecords, args: PageArguments, context: MeasuresContext) {
  const watcher = watcherOf(requireCaller(context));
  const stretch = { after: feedCursors.read(args.after), most: mostOf(args.first, mostEvents) };
  return pageOf<FeedEvent>(await records.feed(watcher, stretch), args, ({ position }) => feedCursors.write(position));
}

function watcherOf(caller: Caller): Watcher {
  switch (caller.role) {
    case 'officer':
      return { of: 'DEPARTMENT', department: caller.department };
    case 'representative':
      return { of: 'ORGANISATION', creditCode: caller.creditCode };
    case 'coordinator':
    case 'supervisor':
    case 'operator':
      return { of: 'ALL' };
    case 'clerk':
    case 'approval':
    case 'analyst':
      return refuse('VIEW_NOT_ALLOWED');
    default:
      return caller satisfies never;
  }
}

export interface DeliveryArguments extends PageArguments {
  readonly state?: OrderDelivery['state'] | null;
  readonly department?: string | null;
}

/** What an operator has to look after, unless another state is asked for. */
const unfinished: DeliveryFilter['states'] = ['WAITING', 'FAILED', 'DEAD'];

/** Deliveries of orders, oldest first. @throws TokenMissing, MeasureRefused VIEW_NOT_ALLOWED, ArgumentInvalid */
export async function readDeliveryPage(records: MeasureRecords, args: DeliveryArguments, context: MeasuresContext) {
  if (requireCaller(context).role !== 'operator') refuse('VIEW_NOT_ALLOWED');
  const { state, department, first, after } = args;
  const filter = {
    states: state == null ? unfinished : [state],
    department: department == null ? null : requireDepartment(department),
  };
  const stretch = { after: deliveryCursors.read(after), most: mostOf(first, mostDeliveries) };
  const found = await records.deliveries(filter, stretch);
  return pageOf<OrderDelivery>(found, args, ({ deliveryId }) => deliveryCursors.write(deliveryId));
}

/** @throws TokenMissing */
export function requireCaller({ caller }: MeasuresContext): Caller {
  if (caller !== null) return caller;
  throw new TokenMissing();
}
