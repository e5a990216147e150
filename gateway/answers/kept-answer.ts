import type { Account } from '../disclosures/execute-accountably.ts';

/** A whole answer as it is sent, and what has to be known of it each time that it is. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly account: Account;
  readonly operationName: string | null;
  /** SHA-256 of the document as it was sent. */
  readonly document: string;
  /** Of the data, for the log of who looked. */
  readonly digest: string;
  /** Milliseconds of the district's clock. */
  readonly madeAtMs: number;
  /** From then on it is not given out. */
  readonly untilMs: number;
  /** What it hangs on, as changes name it. */
  readonly tags: readonly string[];
  /** How many organisations each department is asked about, for budgets. */
  readonly sections: ReadonlyMap<string, number>;
}
