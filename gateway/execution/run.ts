import type { ClientRequest } from '../client-request.ts';
import type { Answer } from '../sources/backend.ts';
import type { Variables } from './conditions.ts';

type Values = Record<string, unknown>;

/** A fetch of a plan, with its values. */
export interface PlannedFetch {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Variables;
}

/** A subgraph, as compiled operations ask it. What it answers may be shared with others, and is never written to. */
export interface Subgraph {
  readonly name: string;
  answer(fetch: PlannedFetch, request: ClientRequest): Promise<Answer>;
}

/** One execution of an operation. */
export interface Run {
  readonly request: ClientRequest;
  /** As the client sent them. */
  readonly sent: Variables;
  /** With the operation's defaults. */
  readonly variables: Variables;
  /** What subgraphs have said so far. */
  readonly root: Values;
  readonly errors: Error[];
  /** So many objects that the projection takes its time. */
  isLarge: boolean;
}
