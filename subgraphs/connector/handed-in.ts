const MARK = 'handed in ';

/** Cursor of a record set whose last delivery was handed in to the gateway at this moment. */
export function handedInCursor(atMs: number): string {
  return MARK + new Date(atMs).toISOString();
}

/** When it was handed in, in milliseconds of the epoch; null: the cursor is that of something that was found. */
export function handedInAtMs(cursor: string): number | null {
  return cursor.startsWith(MARK) ? Date.parse(cursor.slice(MARK.length)) : null;
}
