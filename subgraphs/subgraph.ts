import type { GraphQLSchema } from 'graphql';
import type { Asking } from '../schema/asking.ts';

/** What a request brings to every subgraph it touches. */
export interface RequestFacts extends Asking {
  /** The client asked for answers of now (`Cache-Control: no-cache`). */
  readonly fresh: boolean;
  /** Identifies the client's request across processes and logs. */
  readonly requestId: string;
  /** Asked for a batch: departments are called within the share of their rates that batches have. */
  readonly inBatch?: boolean;
}

/** One federation subgraph: the schema that it serves and what it needs for one request. */
export interface Subgraph {
  /** Federation name: a department's folder, or `register`. */
  readonly name: string;
  /** Its SDL as it is composed, federation header included. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** Context value of one operation. Record loaders live as long as the client's request, whatever fetches it causes. */
  createContext(request: RequestFacts): SubgraphContext;
}

/** What resolvers see, and where they leave what is not data. */
export interface SubgraphContext {
  /**
   * Errors of departments that stand beside data (a section that is UNAVAILABLE has both). The host appends them to
   * the result; `path` is the path inside this subgraph's response.
   */
  readonly errors: SectionError[];
  /** Departments whose data is shown although they did not answer: goes into the answer's extensions. */
  readonly warnings: SectionWarning[];
}

export interface SectionError {
  readonly path: readonly (string | number)[];
  readonly error: Error;
}

export interface SectionWarning {
  readonly department: string;
  readonly creditCode: string;
  readonly code: string;
  readonly asOf: string | null;
}
