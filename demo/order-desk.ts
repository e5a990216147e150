import type { OutgoingOrder } from '../subgraphs/connector/order-channel.ts';
import type { Clock } from '../subgraphs/connector/protocol.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';
import { proofOf, type Proof } from './fictional-proof.ts';

/** What a department's program needs of an order that it has received. */
export type ReceivedOrder = Pick<OutgoingOrder, 'orderId' | 'measureId' | 'kind' | 'sequence' | 'startsOn'>;

/** How fast a department works. */
export interface Pace {
  /** Milliseconds from an order to its acknowledgement, and as many again to the report. */
  readonly afterMs: number;
  /** Milliseconds between two rounds of work; null: it works only when told to. */
  readonly everyMs: number | null;
}

/** By which way a department answers: null when that was taken; a code when it is refused for good. */
export interface Answering {
  acknowledge(order: ReceivedOrder): Promise<string | null>;
  report(order: ReceivedOrder, proof: Proof): Promise<string | null>;
}

export interface DeskEntry {
  readonly orderId: string;
  readonly measureId: string;
  readonly kind: string;
  readonly sequence: number;
  /** How often it arrived. */
  readonly receipts: number;
  /** Whether it took effect; one that is overtaken never does, and a repeated one does not a second time. */
  readonly effective: boolean;
  /** ACKNOWLEDGED, IMPLEMENTED, or the code with which the answer was refused; null: not yet. */
  readonly answered: string | null;
}

/** Where a department keeps the orders that it has received, and works on them. */
export interface OrderDesk {
  receive(order: ReceivedOrder): void;
  list(): readonly DeskEntry[];
  /** One round: looks for what has come in where nobody tells it, and answers what is due. */
  work(): Promise<void>;
  /** false: orders are kept, and never answered. */
  setAnswering(answers: boolean): void;
  /** A system that is switched off does no work either. */
  setAsleep(asleep: boolean): void;
  close(): Promise<void>;
}

const whenTold: Pace = { afterMs: 0, everyMs: null };

export interface DeskParts {
  readonly department: string;
  readonly clock: Clock;
  /** Absent: at once, when told to work. */
  readonly pace?: Pace | undefined;
  readonly answering: Answering;
  /** For orders that nobody announces: all that lie there. One that is known already is passed over. */
  readonly look?: () => Promise<readonly ReceivedOrder[]>;
}

interface Kept {
  readonly order: ReceivedOrder;
  readonly receivedMs: number;
  readonly effective: boolean;
  receipts: number;
  answered: string | null;
}

export function createOrderDesk(parts: DeskParts): OrderDesk {
  const { answering, clock, department, look = async () => [], pace = whenTold } = parts;
  const kept = new Map<string, Kept>();
  let [answers, asleep, closed] = [true, false, false];
  let working: Promise<void> = Promise.resolve();

  const newest = ({ measureId }: ReceivedOrder) =>
    [...kept.values()]
      .filter(({ order }) => order.measureId === measureId)
      .reduce((most, { order }) => Math.max(most, order.sequence), 0);

  function receive(order: ReceivedOrder): void {
    const known = kept.get(order.orderId);
    if (known !== undefined) known.receipts += 1;
    else {
      const effective = order.sequence > newest(order);
      kept.set(order.orderId, { order, receivedMs: clock.now(), effective, receipts: 1, answered: null });
    }
  }

  async function round(): Promise<void> {
    if (asleep || closed) return;
    for (const order of await look()) if (!kept.has(order.orderId)) receive(order);
    if (!answers) return;
    // An order that a later one has overtaken is not worked on: its answer would be refused.
    const open = [...kept.values()].filter(({ order }) => order.sequence === newest(order));
    for (const one of open) await answerTo(one);
  }

  async function answerTo(one: Kept): Promise<void> {
    const { order, receivedMs } = one;
    const age = clock.now() - receivedMs;
    if (one.answered === null && age >= pace.afterMs) {
      const refusal = await answering.acknowledge(order);
      one.answered = refusal === null || refusal === 'ORDER_ALREADY_ANSWERED' ? 'ACKNOWLEDGED' : refusal;
    }
    if (one.answered === 'ACKNOWLEDGED' && age >= 2 * pace.afterMs && hasBegun(order, clock.now()))
      one.answered = (await answering.report(order, proofOf(department, order, clock.now()))) ?? 'IMPLEMENTED';
  }

  const work = () => (working = working.then(round, round));
  // What fails, such as a gateway that is not there yet, is tried again with the next round.
  const tick = () => void work().catch(() => undefined);
  const timer = pace.everyMs === null ? undefined : setInterval(tick, pace.everyMs).unref();
  return {
    receive,
    list: () =>
      [...kept.values()].map(({ order, receipts, effective, answered }) => {
        const { orderId, measureId, kind, sequence } = order;
        return { orderId, measureId, kind, sequence, receipts, effective, answered };
      }),
    work,
    setAnswering: (wanted) => void (answers = wanted),
    setAsleep: (wanted) => void (asleep = wanted),
    async close() {
      closed = true;
      clearInterval(timer);
      await working.catch(() => undefined);
    },
  };
}

/** What is to be carried out can be reported from the first day of its term. */
function hasBegun({ kind, startsOn }: ReceivedOrder, nowMs: number): boolean {
  return (kind !== 'APPLY' && kind !== 'RESUME') || startsOn <= localDay(nowMs);
}
