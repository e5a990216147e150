/** One projection of what subgraphs said onto what the client asked for. */
export interface Projecting {
  /** Where the projection stands in the answer. */
  readonly path: (string | number)[];
  /** Values that the schema does not allow. */
  readonly errors: Error[];
  /** Lists that were projected before, in slices. */
  readonly prepared: Map<unknown, PreparedList>;
}

export interface PreparedList {
  /** As `project` completes it. */
  readonly done: unknown;
  readonly errors: readonly Error[];
}

/** null, and why has been said. */
export const failed = Symbol('failed');
/** null where the type allows none: the value around it becomes null. */
export const invalid = Symbol('invalid');

/** Completes values of one type. */
export interface Projector {
  /** The value of the answer, `failed` or `invalid`. Throws for what is no answer to the operation at all. */
  project(value: unknown, projecting: Projecting): unknown;
  /** Projects long lists that lie before any other list, letting others go on in between. */
  prepare?(value: unknown, projecting: Projecting): Promise<void>;
}
