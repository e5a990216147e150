import type { Logger } from 'pino';

export interface NotTaken {
  readonly recordSet: string;
  /** Name of the delivery. */
  readonly delivery: string;
  /** Why: the stable code of its error. */
  readonly code: string;
  readonly err: unknown;
}

export type NoteNotTaken = (about: NotTaken) => void;

/** What cannot be read is looked at again at each look, for days. */
const periodMs = 60 * 60_000;

/**
 * One line for each reason and hour of a department: the first at once, and the next with how many were not written
 * since. Each failure is kept with its record set all the same.
 */
export function createNoteNotTaken(department: string, { log, now }: { log: Logger; now: () => number }): NoteNotTaken {
  const written = new Map<string, { atMs: number; unwritten: number }>();
  return ({ code, ...about }) => {
    const last = written.get(code);
    if (last !== undefined && now() - last.atMs < periodMs) return void (last.unwritten += 1);
    const unwritten = last === undefined || last.unwritten === 0 ? {} : { notWrittenBefore: last.unwritten };
    written.set(code, { atMs: now(), unwritten: 0 });
    log.warn({ department, code, ...about, ...unwritten }, 'a delivery was not taken');
  };
}
