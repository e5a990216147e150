import type { Level } from '../schema/access/marks.ts';
import type { Purpose } from '../schema/access/purpose.ts';
import type { Caller } from '../schema/caller.ts';
import type { DepartmentBudgetExceeded } from '../schema/limit-errors.ts';

/** One request of a client: one object, shared by all fetches that it causes. */
export interface ClientRequest {
  /** Identifies it across processes and logs, and in the answer's `x-request-id`. */
  readonly requestId: string;
  /** `Cache-Control: no-cache`: the departments are asked now. */
  readonly fresh: boolean;
  /** Asked for a batch: interactive queries go first. */
  readonly inBatch?: boolean;
  /** Who asks, as a verified token says; null: nobody has said. */
  caller: Caller | null;
  /** What for, as the request declares it; null: it does not say, or nobody asks for it here. */
  purpose: Purpose | null;
  /** Levels, and further rights, by which records may be given to this caller. */
  levels: readonly Level[];
  rights: readonly string[];
  /** To subgraphs: what is not for clients is taken out of the answer here. */
  readonly byGateway: true;
  /** Aborted when the client has gone before its answer, or when the request's time is over (RequestTimedOut). */
  readonly gone: AbortSignal;
  /** true: the plan is made and nobody is asked. Warms the plans at start. */
  readonly planOnly: boolean;
  /** What subgraphs say beside data and errors, e.g. departments whose kept data is shown. */
  readonly warnings: unknown[];
  /** Departments that are not asked, because the client has used up its budget for them. */
  overBudget?: ReadonlyMap<string, DepartmentBudgetExceeded>;
  /** Executed again to be compared: the answer is given to nobody, so it is no disclosure and costs no client anything. */
  readonly forNobody?: boolean;
  /** What the log calls its address, where the address itself says who is asked about. */
  address?: string;
}

/** Apollo's context value. The request is an object of its own because Apollo copies the context, shallowly, once. */
export interface Context {
  readonly request: ClientRequest;
}
