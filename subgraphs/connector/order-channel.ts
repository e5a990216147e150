import type { CreditCode } from '../../schema/credit-code.ts';
import type { Call, Runtime, Settings } from './protocol.ts';

/**
 * What a department is told to bring about, as its system receives it. Self-contained: it carries the measure as it now
 * stands, so that of the orders of one measure the one with the greatest `sequence` alone says what holds.
 */
export interface OutgoingOrder {
  /** The idempotency key that the receiving system sees: the same order may arrive more than once. */
  readonly orderId: string;
  readonly measureId: string;
  /** APPLY: carry it out. SUSPEND, RESUME: stop for now, go on. LIFT: it is over. RESTORE: it was an error, undo it. */
  readonly kind: 'APPLY' | 'SUSPEND' | 'RESUME' | 'LIFT' | 'RESTORE';
  /** Counts the orders of one department in one measure, from 1. */
  readonly sequence: number;
  readonly creditCode: CreditCode;
  /** Of the register; null where it does not know the code. */
  readonly organisationName: string | null;
  readonly measureKind: 'INCENTIVE' | 'RESTRICTION';
  readonly itemCode: string;
  readonly itemTitle: string;
  /** What the department does. */
  readonly content: string;
  /** Law, article and edition, one text each. */
  readonly legalBasis: readonly string[];
  readonly initiator: string;
  readonly determinationNumber: string;
  readonly cause: string;
  /** Local dates; `endsOn` null: until removed from the list that caused it. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly givenOn: string;
  readonly acknowledgeBy: string;
  readonly reportBy: string;
}

/** What a department says about an order where it has no client of its own and the gateway fetches it. */
export interface OrderFeedback {
  /** The same feedback fetched twice has the same id. */
  readonly feedbackId: string;
  readonly orderId: string;
  readonly said:
    | { readonly kind: 'ACKNOWLEDGED' }
    | {
        readonly kind: 'IMPLEMENTED';
        readonly doneOn: string;
        readonly evidence: readonly { readonly title: string; readonly sha256: string }[];
      }
    | { readonly kind: 'DECLINED'; readonly reason: string };
}

/** Feedback that cannot be read: kept with the reason and shown to the operator, never passed over. */
export interface UnreadableFeedback {
  readonly feedbackId: string;
  readonly orderId: string | null;
  readonly problem: string;
}

export interface CollectedFeedback {
  readonly feedback: readonly (OrderFeedback | UnreadableFeedback)[];
  /** Tells the system that all of it is kept here; before that, the same feedback is fetched again. */
  settle(): Promise<void>;
}

/** A department's system as it receives orders. */
export interface OrderSink {
  /** How many orders one call may carry. */
  readonly batchSize: number;
  /**
   * Hands over orders; resolves once the system has all of them, which for a repeated one includes "has it already".
   * `call` must wrap every request on the wire. @throws DepartmentError: whether they arrived is not known.
   */
  send(orders: readonly OutgoingOrder[], call: Call): Promise<void>;
  /** Absent: the department answers by itself, with mutations. */
  collect?(call: Call): Promise<CollectedFeedback>;
  close(): Promise<void>;
}

/** By which wire a department receives orders; declared in its connector. Without one it has its worklist only. */
export interface OrderChannel {
  /** Name of the wire, shown with each delivery. */
  readonly name: string;
  /** Further keys of settings that it needs, beside those of the connector. */
  readonly requires?: readonly string[];
  connect(settings: Settings, runtime: Runtime): OrderSink;
}
