/** What is written down about one answer before it is sent: who saw what about whom, and why. Never the data itself. */
export interface DisclosureEntry {
  /** Tells an entry that was written twice from two entries: at least once is promised, exactly once is not. */
  readonly id: string;
  /** ISO instant at which the answer was ready. */
  readonly at: string;
  /** That of the answer's `x-request-id`. */
  readonly requestId: string;
  /** null: nobody had said who asks. The same caller may come as the same object, so that it is written out once. */
  readonly caller: DisclosedTo | null;
  readonly purpose: { readonly code: string; readonly case: string | null } | null;
  /** An answer that is given again comes with the same object, so that it is written out once. */
  readonly content: DisclosedContent;
}

/** What an answer discloses, whoever gets it and when. */
export interface DisclosedContent {
  /** Name of the operation, and the SHA-256 of the document as the client sent it. */
  readonly operation: { readonly name: string | null; readonly document: string };
  /** Credit codes that the answer is about, and those that were asked for. */
  readonly organisations: readonly string[];
  /** Measures that the answer is about; whoever keeps the log adds their organisations. */
  readonly measures: readonly string[];
  /** What was asked of organisations, measures and orders: `Organisation.name`. */
  readonly fields: readonly string[];
  readonly sections: readonly DisclosedSection[];
  /** Rights that the caller needed for it, as far as the gateway knows them. */
  readonly rights: readonly string[];
  /** Of a mutation. */
  readonly commands: readonly DisclosedCommand[];
  /** SHA-256 of the JSON text of the answer's `data`. */
  readonly digest: string;
}

/** The caller, with a place for everything that any role has. */
export interface DisclosedTo {
  readonly role: string;
  readonly department: string | null;
  /** The organisation for which a representative asks. */
  readonly creditCode: string | null;
  /** Subject of the token. */
  readonly subject: string;
  /** The system through which it was asked. */
  readonly client: string | null;
}

/** A department's section in the answer. */
export interface DisclosedSection {
  readonly organisation: string;
  readonly department: string;
  readonly state: string;
  /** When the department's system gave it. */
  readonly asOf: string | null;
}

export interface DisclosedCommand {
  /** The mutation's field. */
  readonly name: string;
  /** SHA-256 of the idempotency key. */
  readonly key: string | null;
  readonly measure: string | null;
  /** Codes of its refusals and errors; empty: done. */
  readonly outcome: readonly string[];
}

/** Where disclosures are written. */
export interface DisclosureSink {
  /** Resolves when the entry is kept for good. Rejects when it cannot be; the answer is then not given out. */
  append(entry: DisclosureEntry): Promise<void>;
}
