import { DepartmentUnavailable } from '../../schema/errors.ts';
import type { CollectedFeedback } from '../connector/order-channel.ts';
import type { Collected, Runtime } from '../connector/protocol.ts';
import type { WritableFolder } from './file-drop-folder.ts';
import { lookIntoDrop } from './file-drop-look.ts';
import type { DropFileName, DropQuery } from './file-drop-query.ts';
import { feedbackColumns, readOrderFeedback } from './order-feedback.ts';

/** Ending of the note, beside a file, with the digest of what the gateway has taken of it. */
const TAKEN = '.yd';
const MAX_BYTES = 16 * 1024 * 1024;
const NOTE_BYTES = 1024;
const recordSet = 'feedback';

export interface FeedbackFolder {
  readonly folder: WritableFolder;
  readonly runtime: Runtime;
  readonly file: (name: string) => DropFileName | null;
  /** Names that were logged as unknown already. */
  readonly mentioned: Set<string>;
}

/** A file that was taken, and the digest under which. */
export interface TakenFile {
  readonly name: string;
  readonly digest: string;
}

export interface FeedbackLook {
  readonly feedback: CollectedFeedback['feedback'];
  readonly taken: readonly TakenFile[];
}

/** Feedback out of files that are complete and not yet taken in this content. One still being written is left alone. */
export async function lookForFeedback({ folder, runtime, file, mentioned }: FeedbackFolder): Promise<FeedbackLook> {
  const notes = await readNotes(folder);
  const query: DropQuery = {
    file,
    encoding: 'gb18030',
    columns: { required: [...feedbackColumns] },
    concerns: ['ZLBH'],
    needsFull: false,
  };
  const collected = await lookIntoDrop({
    folder: { ...folder, list: async () => (await folder.list()).filter(({ name }) => !name.includes(TAKEN)) },
    queries: { [recordSet]: query },
    known: { digestOf: (_, name) => notes.get(name), cursor: () => undefined },
    runtime,
    maxBytes: MAX_BYTES,
    mentioned,
  });
  return { feedback: feedbackIn(collected), taken: takenIn(collected) };
}

function feedbackIn({ deliveries }: Collected): CollectedFeedback['feedback'] {
  return deliveries.flatMap((one) => {
    if (!('error' in one)) return one.rows.map(({ cells, malformed }) => readOrderFeedback(cells, malformed));
    if (one.error instanceof DepartmentUnavailable) return [];
    const cause = one.error.cause instanceof Error ? one.error.cause.message : one.error.message;
    return [{ feedbackId: `${one.name}:${cause}`, orderId: null, problem: `${one.name}: ${cause}` }];
  });
}

function takenIn({ deliveries }: Collected): TakenFile[] {
  return deliveries.flatMap((one) => ('error' in one ? [] : [{ name: one.name, digest: one.digest }]));
}

async function readNotes(folder: WritableFolder): Promise<Map<string, string>> {
  const present = new Set((await folder.list()).map(({ name }) => name));
  const notes = new Map<string, string>();
  for (const name of present) {
    if (!present.has(`${name}${TAKEN}`)) continue;
    const digest = (await folder.read(`${name}${TAKEN}`, NOTE_BYTES)).toString('latin1');
    notes.set(name, digest.trim().toLowerCase());
  }
  return notes;
}

/** Notes what was taken. A file that is sent again with another content differs from its note, and is taken again. */
export async function noteTaken(folder: WritableFolder, files: readonly TakenFile[]): Promise<void> {
  for (const { name, digest } of files) await folder.write(`${name}${TAKEN}`, Buffer.from(`${digest}\r\n`));
}
