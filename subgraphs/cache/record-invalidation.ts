/** Lets go of kept records of which a department, or a change elsewhere, says that they are no longer so. */
export interface RecordInvalidation {
  drop(department: string, creditCode: string): Promise<void>;
  raise(department: string): Promise<void>;
}
