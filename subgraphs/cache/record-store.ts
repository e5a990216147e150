/** Where records of asked departments are kept: text under computed keys. One contract for memory and Redis. */
export interface RecordStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, keepForMs: number): Promise<void>;
  delete(keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Key of what one record set of a department said about one organisation. The code is the hash tag, so that all of
 * an organisation lies on one Redis slot; the generation holds the connector's version, so that a changed connector
 * never serves old shapes.
 */
export function recordCacheKey(department: string, generation: string, creditCode: string, recordSet: string): string {
  return `record:${department}:${generation}:{${creditCode}}:${recordSet}`;
}
