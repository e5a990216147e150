import type { Caller } from '../schema/caller.ts';

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
  /** Aborted when the client has gone before its answer. */
  readonly gone: AbortSignal;
  /** true: the plan is made and nobody is asked. Warms the plans at start. */
  readonly planOnly: boolean;
  /** What subgraphs say beside data and errors, e.g. departments whose kept data is shown. */
  readonly warnings: unknown[];
}

/** Apollo's context value. The request is an object of its own because Apollo copies the context, shallowly, once. */
export interface Context {
  readonly request: ClientRequest;
}
