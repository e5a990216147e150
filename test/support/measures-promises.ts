import type { DeskEntry } from '../../demo/order-book.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { nextTimerAt } from '../../subgraphs/measures/decisions/escalation.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';
import type { MeasureEvent } from '../../subgraphs/measures/events.ts';
import { evolve } from '../../subgraphs/measures/evolve.ts';
import { localDay } from '../../subgraphs/measures/rules/local-day.ts';
import { isRunning, noMeasure, type Measure, type MeasureState } from '../../subgraphs/measures/state/measure.ts';
import { rules } from './measure-desk.ts';
import { withSystem } from './measures-catalogue.ts';
import type { Answered } from './measures-driver.ts';

/** What is kept at the end of a proof. */
export interface Kept {
  readonly measures: readonly { measure_id: string; version: number; state: Measure; next_timer_at: string | null }[];
  readonly events: readonly MeasureEvent[];
  readonly deliveries: readonly { order_id: string; department: string; state: string; attempts: number }[];
  readonly keys: readonly { idempotency_key: string }[];
}

export function readKept(database: Database): Promise<Kept> {
  return database.transaction(async (queries) => {
    // One moment for all of it: departments go on answering while it is read.
    await queries.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    const events = await queries.query<{ event: MeasureEvent }>(
      'SELECT event FROM measure_events ORDER BY measure_id, version',
    );
    return {
      measures: await queries.query('SELECT measure_id, version, state, next_timer_at FROM measures'),
      events: events.map(({ event }) => event),
      deliveries: await queries.query('SELECT order_id, department, state, attempts FROM order_deliveries'),
      keys: await queries.query('SELECT idempotency_key FROM measure_commands'),
    };
  });
}

/** How a command's own effect looks among the events. */
const effects: Readonly<Record<string, (event: MeasureEvent, marker: string) => boolean>> = {
  initiateMeasure: (event, marker) =>
    event.type === 'MeasureInitiated' && event.determination.documentNumber === marker,
  acknowledgeOrder: (event, marker) => event.type === 'OrderAcknowledged' && event.orderId === marker,
  reportOutcome: (event, marker) => event.type === 'OrderImplemented' && event.orderId === marker,
  fileObjection: (event, marker) => event.type === 'ObjectionFiled' && event.statement === marker,
  acceptObjection: (event, marker) => event.type === 'ObjectionAccepted' && event.objectionId === marker,
  decideObjection: (event, marker) => event.type === 'ObjectionDecided' && event.objectionId === marker,
  withdrawMeasure: (event, marker) => event.type === 'MeasureLifted' && event.note === marker,
};

/** Every command that was answered is there exactly once, and none that was refused or that nobody gave. */
export function faultsOfCommands({ events, keys }: Kept, answered: readonly Answered[]): readonly string[] {
  const wrong = answered.flatMap(({ key, mutation, marker, refused }) => {
    const found = events.filter((event) => effects[mutation]!(event, marker)).length;
    const known = keys.filter((one) => one.idempotency_key === key).length;
    const wanted = refused === null ? 1 : 0;
    return found === wanted && known === wanted
      ? []
      : [`${key}: ${found} effects, ${known} keys, ${refused ?? 'done'}`];
  });
  const given = new Set(answered.filter((one) => one.mutation === 'initiateMeasure').map(({ marker }) => marker));
  const strange = events.filter(
    (event) => event.type === 'MeasureInitiated' && !given.has(event.determination.documentNumber),
  );
  return [...wrong, ...strange.map(({ measureId }) => `${measureId}: nobody initiated it`), ...repeatedEvents(events)];
}

/** What happens to one order, objection or deadline happens to it once. */
function repeatedEvents(events: readonly MeasureEvent[]): readonly string[] {
  const names = events.flatMap((event) => {
    if (event.type === 'DeadlineEscalated') return [`${event.measureId} ${event.matter.key} to ${event.to}`];
    if (event.type === 'OrdersIssued') return event.orders.map(({ orderId }) => `${orderId} issued`);
    if ('orderId' in event && event.type !== 'ConsultationOpened') return [`${event.orderId} ${event.type}`];
    return [];
  });
  const seen = new Set<string>();
  return names.filter((name) => seen.size === seen.add(name).size).map((name) => `${name}: twice`);
}

/** Every order to a system arrived at least once, and the newest of each measure holds there, once. */
export function faultsOfOrders(
  { deliveries, events }: Kept,
  books: ReadonlyMap<string, readonly DeskEntry[]>,
): readonly string[] {
  const faults = deliveries
    .filter(({ state }) => state === 'WAITING' || state === 'DEAD')
    .map((one) => JSON.stringify(one));
  const states = new Map(deliveries.map((one) => [one.order_id, one.state]));
  const orders = events.flatMap((event) =>
    event.type === 'OrdersIssued' ? event.orders.map((order) => ({ ...order, measureId: event.measureId })) : [],
  );
  for (const department of withSystem) {
    const own = orders.filter((order) => order.department === department);
    const book = books.get(department) ?? [];
    const newest = new Map(own.map((order) => [order.measureId, order]));
    for (const order of own) {
      const entries = book.filter((entry) => entry.orderId === order.orderId);
      const isNewest = newest.get(order.measureId) === order;
      const state = states.get(order.orderId);
      // What was superseded before it left need not arrive.
      const may = state === 'OBSOLETE' && !isNewest;
      if (entries.length !== 1 && !(may && entries.length === 0))
        faults.push(`${order.orderId} (${state}) stands ${entries.length} times in the book of ${department}`);
      if (isNewest && entries[0]?.effective !== true) faults.push(`${order.orderId} took no effect`);
    }
    const known = new Set(own.map(({ orderId }) => orderId));
    faults.push(
      ...book.filter(({ orderId }) => !known.has(orderId)).map(({ orderId }) => `${orderId} was never given`),
    );
  }
  return faults;
}

/** No term and no deadline was missed, at the end or on the way; what is stored is what the events tell. */
export function faultsOfTime({ events, measures }: Kept, nowMs: number): readonly string[] {
  const now = new Date(nowMs).toISOString();
  const byMeasure = Map.groupBy(events, ({ measureId }) => measureId);
  return measures.flatMap((row) => {
    const history = byMeasure.get(row.measure_id) ?? [];
    const { state, late } = replay(history);
    const next = nextTimerAt(row.state, rules);
    const { endsOn } = row.state.facts.term;
    const faults = [
      ...late,
      ...(canonicalJson(state) === canonicalJson(row.state) && history.length === row.version
        ? []
        : ['is not its events']),
      ...(next === null || next > now ? [] : [`has missed ${next}`]),
      ...(same(next, row.next_timer_at) ? [] : [`is timed for ${row.next_timer_at}, not for ${next}`]),
      ...(isRunning(row.state) && endsOn !== null && endsOn < localDay(now) ? [`runs beyond ${endsOn}`] : []),
    ];
    return faults.map((fault) => `${row.measure_id} ${fault}`);
  });
}

/** Far above the pause between two looks at the timers, far below the time for which no process runs. */
const leastMissedMs = 60_000;

/** Timers are worked before anybody is served: what was due while no process ran has happened before the next command. */
function replay(history: readonly MeasureEvent[]): { readonly state: MeasureState; readonly late: readonly string[] } {
  let state: MeasureState = noMeasure;
  const late: string[] = [];
  let previousMs = 0;
  for (const event of history) {
    const due = state.status === 'NONE' ? null : nextTimerAt(state, rules);
    const atMs = Date.parse(event.at);
    // An order acknowledged after its last day is overdue at once, and may be reported before the next look.
    const isMissed = due !== null && atMs - Math.max(Date.parse(due), previousMs) > leastMissedMs;
    if (event.by.role !== 'gateway' && isMissed) late.push(`missed ${due} before ${event.type}`);
    state = evolve(state, event);
    previousMs = atMs;
  }
  return { state, late };
}

function same(one: string | null, other: string | null): boolean {
  return one === null || other === null ? one === other : Date.parse(one) === Date.parse(other);
}
