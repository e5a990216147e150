import { DepartmentUnavailable } from '../../schema/errors.ts';
import type { Collected, Known, Runtime } from '../connector/protocol.ts';
import { findFiles, stampOf, type DropFile } from './file-drop-files.ts';
import type { DropFolder } from './file-drop-folder.ts';
import type { DropQuery } from './file-drop-query.ts';
import { failed, readFiles, type Outcome } from './file-drop-read.ts';

export interface Look {
  readonly folder: DropFolder;
  readonly queries: Readonly<Record<string, DropQuery>>;
  readonly known: Known;
  readonly runtime: Runtime;
  readonly maxBytes: number;
  /** Names that were logged as unknown already. */
  readonly mentioned: Set<string>;
}

/** One look at the folder: what is new in it or was sent again, oldest first, and then what could not be taken. */
export async function lookIntoDrop(look: Look): Promise<Collected> {
  const { known, runtime } = look;
  const found = findFiles(await look.folder.list(), look.queries);
  mention(look, found.unclaimed);
  // A flag outlives its file for a moment when the department clears away what is older than it keeps.
  const files = found.files.filter(
    ({ data, recordSet, name }) => data !== undefined || known.digestOf(recordSet, name) === undefined,
  );
  const outcomes = await readFiles({ ...look, department: runtime.department, log: runtime.log }, files);
  const touched = outcomes.some(({ state }) => state === 'taken' || state === 'failed');
  return collected(touched ? await unchanged(look, outcomes) : outcomes);
}

function mention({ mentioned, runtime: { department, log } }: Look, names: readonly string[]): void {
  for (const name of names.filter((one) => !mentioned.has(one))) {
    mentioned.add(name);
    log.warn({ department, name }, 'a file whose name the interface document does not know is left alone');
  }
}

/** Looks at the folder again: what was written while it was read is neither taken nor held against the department. */
async function unchanged({ folder, queries, runtime }: Look, outcomes: readonly Outcome[]): Promise<Outcome[]> {
  const { files } = findFiles(await folder.list(), queries);
  const stamps = new Map(files.map((file) => [keyOf(file), stampOf(file)]));
  return outcomes.map((outcome) => {
    const { file, state } = outcome;
    if (state === 'later' || stamps.get(keyOf(file)) === stampOf(file)) return outcome;
    const why = new Error('written again while it was read');
    return failed(file, new DepartmentUnavailable({ department: runtime.department }, why));
  });
}

function keyOf({ recordSet, name }: DropFile): string {
  return `${recordSet} ${name}`;
}

function collected(outcomes: readonly Outcome[]): Collected {
  const taken = outcomes.flatMap((one) => (one.state === 'taken' ? [one.delivery] : []));
  const missing = outcomes
    .filter((one) => one.state === 'failed')
    .filter(({ file }) => !isSuperseded(file, outcomes))
    .map(({ file: { recordSet, name }, error }) => ({ recordSet, name, error }));
  // Failures come last: that something is missing must not be forgotten over what is taken after it.
  const deliveries = [...taken, ...missing];
  const later = outcomes.filter(({ state }) => state === 'later').map(({ file }) => file);
  const moved = new Set([...deliveries, ...later].map(({ recordSet }) => recordSet));
  const seen: Record<string, number> = {};
  for (const { state, file } of outcomes)
    if (state === 'known' && !moved.has(file.recordSet))
      seen[file.recordSet] = Math.max(seen[file.recordSet] ?? 0, file.ok?.mtimeMs ?? 0);
  return { deliveries, seen };
}

/** A later snapshot that is there says all that a file before it could have said. */
function isSuperseded(file: DropFile, outcomes: readonly Outcome[]): boolean {
  return outcomes.some(
    ({ state, file: other }) =>
      (state === 'known' || state === 'taken') &&
      other.recordSet === file.recordSet &&
      other.meaning.kind === 'FULL' &&
      other.order > file.order,
  );
}
