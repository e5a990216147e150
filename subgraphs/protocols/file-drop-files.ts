import type { DropEntry } from './file-drop-folder.ts';
import type { DropFileName, DropQuery } from './file-drop-query.ts';

/** One delivery as it lies in the folder: up to three files. */
export interface DropFile {
  readonly recordSet: string;
  readonly query: DropQuery;
  readonly name: string;
  readonly meaning: DropFileName;
  /** Position among the files of its record set, in text order. */
  readonly order: string;
  readonly data: DropEntry | undefined;
  readonly md5: DropEntry | undefined;
  readonly ok: DropEntry | undefined;
}

export interface Findings {
  /** Oldest first. */
  readonly files: readonly DropFile[];
  /** Names that no record set knows. */
  readonly unclaimed: readonly string[];
}

/** Sorts what lies in the folder into deliveries. A flag whose data file is not there yet counts as one too. */
export function findFiles(entries: readonly DropEntry[], queries: Readonly<Record<string, DropQuery>>): Findings {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const names = new Set(entries.map(({ name }) => name.replace(/\.(?:ok|md5)$/, '')));
  const files: DropFile[] = [];
  const unclaimed: string[] = [];
  for (const name of names) {
    const claims = Object.entries(queries).flatMap(([recordSet, query]) => {
      const meaning = query.file(name);
      return meaning === null ? [] : [{ recordSet, query, meaning }];
    });
    if (claims.length === 0) unclaimed.push(name);
    const parts = { name, data: byName.get(name), md5: byName.get(`${name}.md5`), ok: byName.get(`${name}.ok`) };
    files.push(...claims.map((claim) => ({ ...claim, ...parts, order: orderOf(claim.meaning) })));
  }
  return { files: files.toSorted((a, b) => (a.order < b.order ? -1 : 1)), unclaimed };
}

/**
 * By day, then by number, a snapshot before the increment of the same number: what an increment says is at most
 * repeated when the snapshot has it already, while a snapshot put after it could undo it.
 */
function orderOf({ on, number, kind }: DropFileName): string {
  return `${on.replaceAll('-', '')}-${number}-${kind === 'FULL' ? 0 : 1}`;
}

/** Whether all three parts are there. Only then is the content the department's last word. */
export function isComplete(file: DropFile): boolean {
  return file.data !== undefined && file.ok !== undefined;
}

/** Differs when any part of the delivery was written again. */
export function stampOf({ data, md5, ok }: DropFile): string {
  return JSON.stringify([data, md5, ok].map((part) => part && [part.size, part.mtimeMs]));
}
