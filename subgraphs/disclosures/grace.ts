import { existsSync, openSync, closeSync, fsyncSync, readFileSync, rmSync, writeSync } from 'node:fs';
import type { Logger } from 'pino';
import type { DisclosedContent, DisclosureEntry, DisclosureSink } from '../../schema/disclosure.ts';

export interface GraceParts {
  readonly sink: DisclosureSink;
  /** How long entries may wait for a database that does not answer. 0: not at all. */
  readonly graceMs: number;
  /** Where they wait; null: in memory, and what waits is lost with the process. */
  readonly file: string | null;
  readonly now: () => number;
  readonly log: Logger;
}

export interface SinkWithGrace extends DisclosureSink {
  /** Writes what waits. Resolves whether or not it could; `waiting` tells. */
  catchUp(): Promise<void>;
  readonly waiting: number;
  /** Whether it gives out answers at all: false once the grace is over. */
  readonly open: boolean;
}

/**
 * While the database does not answer, entries are kept aside for a bounded time, on disk and flushed, so that answers
 * can still be given out. After it nothing is, until the log can be written again.
 */
export function createGrace({ file, graceMs, log, now, sink }: GraceParts): SinkWithGrace {
  const aside: DisclosureEntry[] = file === null ? [] : readAside(file);
  let failingSince: number | null = null;

  const isOver = () => failingSince !== null && now() - failingSince >= graceMs;
  async function catchUp(): Promise<void> {
    try {
      while (aside.length > 0) {
        await sink.append(aside[0]!);
        aside.shift();
      }
      if (file !== null) rmSync(file, { force: true });
      if (failingSince !== null) log.info('disclosures are written again');
      failingSince = null;
    } catch (error) {
      log.warn({ err: error, waiting: aside.length }, 'disclosures that wait cannot be written yet');
    }
  }
  return {
    catchUp,
    get waiting() {
      return aside.length;
    },
    get open() {
      return !isOver();
    },
    async append(entry) {
      try {
        await sink.append(entry);
        if (aside.length === 0) failingSince = null;
      } catch (error) {
        failingSince ??= now();
        if (isOver()) throw error;
        log.error({ err: error, graceMs }, 'a disclosure waits for the database');
        if (file !== null) keepAside(file, entry);
        aside.push(entry);
      }
    },
  };
}

function keepAside(file: string, entry: DisclosureEntry): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(entry)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A last line without its end was being written when the process died: its answer was not given out. */
function readAside(file: string): DisclosureEntry[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => entryIn(JSON.parse(line) as DisclosureEntry | Flat));
}

/** Before contents were kept apart, an entry waited with everything in one object. */
type Flat = Omit<DisclosureEntry, 'content'> & DisclosedContent;

function entryIn(line: DisclosureEntry | Flat): DisclosureEntry {
  if ('content' in line) return line;
  const { at, caller, id, purpose, requestId, ...content } = line;
  return { at, caller, id, purpose, requestId, content };
}
