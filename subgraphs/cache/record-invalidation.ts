/** What changes of departments' records do to the records kept here. Every process has one; all may be told the same. */
export interface RecordInvalidation {
  /** What is kept about these organisations is gone when this resolves. */
  drop(department: string, creditCodes: readonly string[]): Promise<void>;
  /** Everything kept of a department is left behind, in every process. To be called once a change. */
  raise(department: string): Promise<void>;
  /** Another process has raised a generation. */
  reread(): Promise<void>;
  /** false: this process may not hear what others drop; true: it hears everything from now on. */
  trust(heard: boolean): void;
}
