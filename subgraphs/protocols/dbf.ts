import { DepartmentAnswerInvalid, DepartmentError, DepartmentUnavailable } from '../../schema/errors.ts';
import type { Delivery, DeliveringProtocol, FailedDelivery, Known, Runtime } from '../connector/protocol.ts';
import { DbfUnreadable } from './dbf-file.ts';
import type { DbfQuery } from './dbf-query.ts';
import { dbfRows } from './dbf-rows.ts';
import { findDropFolder, type DropEntry, type DropFolder } from './file-drop-folder.ts';
import { maxFileBytes, orGivenUp, readSteady } from './steady-file.ts';

interface Look {
  readonly folder: DropFolder;
  readonly entries: readonly DropEntry[];
  readonly known: Known;
  readonly runtime: Runtime;
  readonly maxBytes: number;
}

/** null: the file is the one that was taken last. */
type Outcome = Delivery | FailedDelivery | null;

/**
 * DBF files (dBASE III, FoxPro) in a directory that the department shares, each of them replaced as a whole. Nothing
 * is written or deleted there. The share is the department's own and current state: what it shows holds as of the
 * look, whenever the file was last corrected. Settings: `url` (file:///folder or sftp://…), `maxFileMb` (64).
 */
export const dbf: DeliveringProtocol = {
  name: 'DBF files',
  mode: 'delivered',
  connect(settings, runtime) {
    const { department } = runtime;
    const open = findDropFolder(settings, runtime);
    const maxBytes = maxFileBytes(settings['maxFileMb'], 64, department);
    const closing = new AbortController();
    return {
      async collect(recordSets, known, signal) {
        const until = AbortSignal.any([signal, closing.signal]);
        const queries = Object.entries(recordSets as Readonly<Record<string, DbfQuery>>);
        const folder = await orGivenUp(open(until), until, department);
        try {
          const entries = await orGivenUp(folder.list(), until, department);
          const look: Look = { folder, entries, known, runtime, maxBytes };
          const outcomes = await Promise.all(
            queries.map(async ([recordSet, query]) => ({
              recordSet,
              outcome: await orGivenUp(readOne(look, recordSet, query), until, department),
            })),
          );
          const seen = outcomes.filter(({ outcome }) => outcome === null);
          return {
            deliveries: outcomes.flatMap(({ outcome }) => (outcome === null ? [] : [outcome])),
            seen: Object.fromEntries(seen.map(({ recordSet }) => [recordSet, runtime.clock.now()])),
          };
        } finally {
          await folder.close();
        }
      },
      async close() {
        closing.abort();
      },
    };
  },
};

async function readOne(look: Look, recordSet: string, query: DbfQuery): Promise<Outcome> {
  const { folder, known, maxBytes, runtime } = look;
  const { department } = runtime;
  const name = query.file;
  try {
    const file = await readSteady(folder, fileOf(look, name), { department, maxBytes });
    if (known.digestOf(recordSet, name) === file.digest) return null;
    return {
      recordSet,
      name,
      digest: file.digest,
      kind: 'REPLACEMENT',
      // One file under one name, always replaced: the last one that was taken counts.
      order: name,
      effectiveOn: null,
      asOfMs: runtime.clock.now(),
      rows: dbfRows(file.bytes, query),
      ignored: 0,
    };
  } catch (error) {
    if (error instanceof DepartmentError) return { recordSet, name, error };
    if (!(error instanceof DbfUnreadable)) throw error;
    return { recordSet, name, error: new DepartmentAnswerInvalid({ department }, error) };
  }
}

function fileOf({ entries, runtime: { department } }: Look, name: string): DropEntry {
  const [entry, ...others] = entries.filter((one) => one.name.toUpperCase() === name.toUpperCase());
  if (entry === undefined) throw new DepartmentUnavailable({ department }, new Error(`${name} is not there`));
  if (others.length > 0) throw new DepartmentAnswerInvalid({ department }, new Error(`${name} is there twice`));
  return entry;
}
