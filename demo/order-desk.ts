import type { Clock } from '../subgraphs/connector/protocol.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';
import { proofOf, type Proof } from './fictional-proof.ts';
import { createOrderBook, type DeskEntry, type KeptOrder, type ReceivedOrder } from './order-book.ts';

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

export function createOrderDesk(parts: DeskParts): OrderDesk {
  const { clock, look = async () => [], pace = whenTold } = parts;
  const book = createOrderBook(clock);
  let [answers, asleep, closed] = [true, false, false];
  let working: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    if (asleep || closed) return;
    for (const order of await look()) if (!book.has(order.orderId)) book.receive(order);
    if (answers) for (const one of book.holding()) await answerTo(one, parts, pace);
  }

  const work = () => (working = working.then(round, round));
  // What fails, such as a gateway that is not there yet, is tried again with the next round.
  const tick = () => void work().catch(() => undefined);
  const timer = pace.everyMs === null ? undefined : setInterval(tick, pace.everyMs).unref();
  return {
    receive: (order) => book.receive(order),
    list: () => book.list(),
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

async function answerTo(one: KeptOrder, { answering, clock, department }: DeskParts, { afterMs }: Pace): Promise<void> {
  const { order, receivedMs } = one;
  const age = clock.now() - receivedMs;
  if (one.answered === null && age >= afterMs) {
    const refusal = await answering.acknowledge(order);
    one.answered = refusal === null || refusal === 'ORDER_ALREADY_ANSWERED' ? 'ACKNOWLEDGED' : refusal;
  }
  if (one.answered === 'ACKNOWLEDGED' && age >= 2 * afterMs && hasBegun(order, clock.now()))
    one.answered = (await answering.report(order, proofOf(department, order, clock.now()))) ?? 'IMPLEMENTED';
}

/** What is to be carried out can be reported from the first day of its term. */
function hasBegun({ kind, startsOn }: ReceivedOrder, nowMs: number): boolean {
  return (kind !== 'APPLY' && kind !== 'RESUME') || startsOn <= localDay(nowMs);
}
