import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Database } from '../../database/database.ts';
import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import type { Measure } from '../state/measure.ts';
import type { Order } from '../state/order.ts';
import { readDeliveries, type DeliveryFilter, type OrderDelivery } from './read-deliveries.ts';
import { readEvents, readFeed, type FeedEvent, type KeptEvent, type Watcher } from './read-events.ts';
import { findMeasures, readMeasures, readMeasuresOf, type MeasureFilter } from './read-measures.ts';
import { readWorklist, type WorklistEntry } from './read-worklist.ts';

/** A stretch of an ordered list: at most `most` entries behind the place `after`; null: from its beginning. */
export interface Stretch<Place> {
  readonly after: Place | null;
  readonly most: number;
}

/** Place of a measure in the list, newest first. */
export interface MeasurePlace {
  readonly initiatedAt: string;
  readonly measureId: string;
}

/** Place of an order in a worklist, most urgent first. */
export interface OrderPlace {
  /** Local date; `infinity`: nothing is to be done. */
  readonly dueOn: string;
  readonly orderId: string;
}

export interface WorklistFilter {
  readonly department: string;
  /** Null: whatever waits for a next step. */
  readonly states: readonly Order['status'][] | null;
  /** Only those whose next step is, or is not, overdue; null: both. */
  readonly overdue: boolean | null;
  /** Local date by which that is judged. */
  readonly today: string;
}

/** What is kept about measures, as the resolvers read it. */
export interface MeasureRecords {
  measures(measureIds: readonly string[]): Promise<ReadonlyMap<string, Measure>>;
  /** Newest first. */
  measuresOf(creditCodes: readonly CreditCode[]): Promise<ReadonlyMap<CreditCode, readonly Measure[]>>;
  findMeasures(filter: MeasureFilter, stretch: Stretch<MeasurePlace>): Promise<readonly Measure[]>;
  worklist(filter: WorklistFilter, stretch: Stretch<OrderPlace>): Promise<readonly WorklistEntry[]>;
  /** The history of each measure, oldest first. */
  events(measureIds: readonly string[]): Promise<ReadonlyMap<string, readonly KeptEvent[]>>;
  /** The events of all measures that `watcher` may see, in the order in which they became visible. */
  feed(watcher: Watcher, stretch: Stretch<number>): Promise<readonly FeedEvent[]>;
  /** Oldest first. */
  deliveries(filter: DeliveryFilter, stretch: Stretch<number>): Promise<readonly OrderDelivery[]>;
  /** Ordered by code. */
  catalogue(): Promise<readonly CatalogueItem[]>;
}

export function createMeasureRecords(database: Database): MeasureRecords {
  return {
    measures: (measureIds) => readMeasures(database, measureIds),
    measuresOf: (creditCodes) => readMeasuresOf(database, creditCodes),
    findMeasures: (filter, stretch) => findMeasures(database, filter, stretch),
    worklist: (filter, stretch) => readWorklist(database, filter, stretch),
    events: (measureIds) => readEvents(database, measureIds),
    feed: (watcher, stretch) => readFeed(database, watcher, stretch),
    deliveries: (filter, stretch) => readDeliveries(database, filter, stretch),
    async catalogue() {
      const rows = await database.query<{ item: CatalogueItem }>('SELECT item FROM catalogue_items ORDER BY code');
      return rows.map(({ item }) => item);
    },
  };
}
