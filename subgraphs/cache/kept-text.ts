/** What was answered, and when the department's system gave it. Absence is a value like any other. */
export interface Kept<T> {
  readonly value: T;
  readonly asOfMs: number;
}

/** A record as text, with the connector version that read it. */
export function writeKept(kept: Kept<unknown>, version: number): string {
  return JSON.stringify({ version, ...kept });
}

/** null: another version read it, whose shapes this one does not know, or it is no record at all. */
export function readKept<T>(text: string, version: number): Kept<T> | null {
  try {
    const { asOfMs, value, version: by } = JSON.parse(text) as Kept<T> & { readonly version: unknown };
    return by === version && typeof asOfMs === 'number' ? { value, asOfMs } : null;
  } catch {
    return null;
  }
}
