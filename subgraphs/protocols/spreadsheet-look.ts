import { DepartmentAnswerInvalid, DepartmentError, DepartmentUnavailable } from '../../schema/errors.ts';
import type { Collected, Delivery, FailedDelivery, Known, Runtime } from '../connector/protocol.ts';
import { handedInAtMs } from '../connector/handed-in.ts';
import { localDay } from '../connector/timetable.ts';
import type { DropEntry, DropFolder } from './file-drop-folder.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';
import type { SheetQuery } from './spreadsheet-query.ts';
import { readUpload } from './spreadsheet-upload.ts';
import { readSteady, type SteadyFile } from './steady-file.ts';

export interface Look {
  readonly folder: DropFolder;
  readonly queries: Readonly<Record<string, SheetQuery>>;
  readonly known: Known;
  readonly runtime: Runtime;
  readonly maxBytes: number;
}

interface Upload {
  readonly entry: DropEntry;
  readonly file: SteadyFile;
}

/** As many uploads are tried, from the newest back, until one can be read. */
const TRIED = 5;

/**
 * Takes the newest upload that can be read, with every sheet, unless it is the one that was taken last. A newer one
 * that cannot be read is reported: it has to go back, and until then what was received before stands as out of date.
 */
export async function lookForUpload(look: Look): Promise<Collected> {
  const { department } = look.runtime;
  const entries = newerThanHandedIn(uploadsOf(await look.folder.list()), look);
  if (entries === 'none') return { deliveries: [], seen: {} };
  if (entries.length === 0) throw new DepartmentUnavailable({ department }, new Error('nothing was uploaded yet'));
  const failures: FailedDelivery[] = [];
  for (const entry of entries.slice(0, TRIED)) {
    try {
      const collected = take(look, { entry, file: await readSteady(look.folder, entry, { ...look, department }) });
      return { ...collected, deliveries: [...collected.deliveries, ...failures] };
    } catch (error) {
      failures.push(...failuresOf(look, entry, error));
    }
  }
  return { deliveries: failures, seen: {} };
}

/** What was handed in to the gateway stands until a file comes that is newer. */
function newerThanHandedIn(entries: readonly DropEntry[], { known, queries }: Look): readonly DropEntry[] | 'none' {
  const cursors = Object.keys(queries).map((recordSet) => known.cursor(recordSet) ?? '');
  const handedInMs = Math.max(...cursors.map((cursor) => handedInAtMs(cursor) ?? 0));
  if (handedInMs === 0) return entries;
  const newer = entries.filter(({ mtimeMs }) => mtimeMs > handedInMs);
  return newer.length === 0 ? 'none' : newer;
}

/** Newest first. Hidden files and the marks that Excel leaves beside an open file (~$) are no uploads. */
function uploadsOf(entries: readonly DropEntry[]): DropEntry[] {
  return entries
    .filter(({ name }) => /^[^.~].*\.xlsx?$/i.test(name))
    .toSorted((a, b) => b.mtimeMs - a.mtimeMs || b.name.localeCompare(a.name));
}

function take(look: Look, upload: Upload): Collected {
  const { known, queries } = look;
  const { entry, file } = upload;
  const cursor = `${entry.name} ${file.digest}`;
  const asOfMs = Math.min(entry.mtimeMs, look.runtime.clock.now());
  const sets = Object.keys(queries);
  if (sets.every((recordSet) => known.cursor(recordSet) === cursor))
    return { deliveries: [], seen: Object.fromEntries(sets.map((recordSet) => [recordSet, asOfMs])) };
  const sheets = readUpload(file.bytes, queries);
  const deliveries = sets.map((recordSet): Delivery => ({
    recordSet,
    name: entry.name,
    digest: file.digest,
    kind: 'REPLACEMENT',
    // Counted from when it was taken: an older upload that stands again, because a newer one was withdrawn, counts.
    order: new Date(look.runtime.clock.now()).toISOString(),
    effectiveOn: localDay(asOfMs),
    asOfMs,
    cursor,
    ...sheets[recordSet]!,
  }));
  return { deliveries, seen: {} };
}

function failuresOf({ queries, runtime: { department } }: Look, { name }: DropEntry, error: unknown): FailedDelivery[] {
  if (!(error instanceof UploadUnreadable) && !(error instanceof DepartmentError)) throw error;
  const reason = error instanceof DepartmentError ? error : new DepartmentAnswerInvalid({ department }, error);
  return Object.keys(queries).map((recordSet) => ({ recordSet, name, error: reason }));
}
