import type { Logger } from 'pino';
import { DepartmentError } from '../../../schema/errors.ts';
import type { OrderSink } from '../../connector/order-channel.ts';
import type { Call, Clock } from '../../connector/protocol.ts';
import type { Database } from '../../database/database.ts';
import type { Desk } from '../desk/desk.ts';
import { repeat, type Repeating } from '../repeating.ts';
import { deliverBatch, type Counter, type DeliveryParts } from './deliver.ts';
import { patience } from './failures.ts';
import { takeFeedback } from './take-feedback.ts';

/** A department whose own system receives its orders, served by this process. */
export interface OrderRecipient {
  readonly department: string;
  readonly channel: string;
  readonly sink: OrderSink;
  readonly call: Call;
  readonly closed: () => boolean;
}

export interface DeliveringParts {
  readonly database: Database;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly log: Logger;
  readonly recipients: readonly OrderRecipient[];
  /**
   * Departments that have a channel, wherever they are served: the orders of all others stand in their worklists.
   * Null: another process looks after worklists.
   */
  readonly withChannel: readonly string[] | null;
  /** How often a department's table or folder is looked into for feedback. */
  readonly feedbackEveryMs: number;
}

/** Pauses between looks, in milliseconds of this machine. */
const deliverEveryMs = 1000;
/** Well above what a call may take with everything that it waits for. */
const leaseMs = 120_000;

export interface Delivering {
  /** Orders were given: they leave at once. */
  nudge(): void;
  stop(): Promise<void>;
}

/** Every department has a delivery loop of its own: one that is off holds up nobody else. */
export function startDelivering(parts: DeliveringParts): Delivering {
  const { clock, database, desk, log, recipients, withChannel } = parts;
  const delivery: DeliveryParts = { database, desk, patience, leaseMs };
  const deliverAt = (counter: Counter, who: string) =>
    repeat({
      what: `orders to ${who}`,
      everyMs: deliverEveryMs,
      log,
      work: () => deliverBatch(counter, delivery),
    });
  const delivering = recipients.map(({ department, ...rest }) =>
    deliverAt({ ...rest, whose: { of: department } }, department),
  );
  if (withChannel !== null)
    delivering.push(
      deliverAt(
        { whose: { allBut: withChannel }, channel: 'worklist', sink: null, call: uncalled, closed: () => false },
        'worklists',
      ),
    );
  const collecting = recipients.flatMap(({ call, closed, department, sink }): Repeating[] => {
    if (sink.collect === undefined) return [];
    const collect = () => sink.collect!(call);
    const work = async () => {
      if (!closed()) await collectOnce(collect, { database, department, desk, clock, log });
      return false;
    };
    return [repeat({ what: `feedback of ${department}`, everyMs: parts.feedbackEveryMs, log, work })];
  });
  return {
    nudge() {
      for (const one of delivering) one.nudge();
    },
    async stop() {
      await Promise.all([...delivering, ...collecting].map((one) => one.stop()));
    },
  };
}

/** A department that does not answer is asked again later, as with everything else. */
async function collectOnce(
  collect: () => ReturnType<NonNullable<OrderSink['collect']>>,
  parts: Parameters<typeof takeFeedback>[1] & { readonly log: Logger },
): Promise<void> {
  try {
    await takeFeedback(await collect(), parts);
  } catch (error) {
    if (!(error instanceof DepartmentError)) throw error;
    parts.log.debug({ department: parts.department, err: error }, 'feedback could not be fetched');
  }
}

const uncalled: Call = () => Promise.reject(new Error('a worklist calls nobody'));
