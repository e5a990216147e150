import { maskFreeText } from '../connector/mask-free-text.ts';
import type { LegacyRow } from '../connector/legacy-row.ts';
import type { Withdrawal } from '../connector/protocol.ts';
import type { ExchangeRow } from './sql-exchange-database.ts';
import { localInstant } from './sql-exchange-local-time.ts';
import type { Increments } from './sql-exchange-query.ts';

/** One entry of a department's register of deletions. */
interface Deletion {
  readonly ref: string;
  readonly reason: string | null;
  /** Local time; null where the register does not say. */
  readonly at: string | null;
}

/** The entries of one table, oldest first. */
export function deletionsOf(notes: readonly ExchangeRow[], { deletions: { key, reason, at } }: Increments): Deletion[] {
  return notes
    .map((note) => ({
      ref: note[key]?.trim() ?? '',
      reason: note[reason] ?? null,
      at: localInstant(note[at] ?? null) === null ? null : note[at]!,
    }))
    .filter(({ ref }) => ref !== '')
    .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
}

/** Lays the reason into rows that are still there and marked as withdrawn. */
export function withReasons(
  rows: readonly LegacyRow[],
  { mark, deletions: { reason } }: Increments,
  deletions: readonly Deletion[],
): LegacyRow[] {
  const reasons = new Map(deletions.map((one) => [one.ref, one.reason]));
  return rows.map((row) =>
    isMarked(row, mark) ? { ...row, cells: { ...row.cells, [reason]: reasons.get(row.ref) ?? null } } : row,
  );
}

/**
 * What was withdrawn since a moment (null: ever). The register keeps every entry, and a row may have been restored:
 * one that is there again, unmarked and entered later than its deletion, is not withdrawn.
 */
export function withdrawalsSince(
  from: string | null,
  deletions: readonly Deletion[],
  { recordSet, read, rows }: { recordSet: string; read: Increments; rows: readonly LegacyRow[] },
): Withdrawal[] {
  const present = new Map(rows.map((row) => [row.ref, row]));
  const isRestored = ({ ref, at }: Deletion) => {
    const row = present.get(ref);
    return row !== undefined && at !== null && !isMarked(row, read.mark) && String(row.cells[read.stamp] ?? '') > at;
  };
  return deletions
    .filter((one) => (one.at === null || from === null || one.at > from) && !isRestored(one))
    .map(({ ref, reason }) => ({
      recordSet,
      ref,
      reason: reason === null ? null : maskFreeText(reason),
      // Void from the beginning: the day of the deletion ends no period.
      on: null,
    }));
}

function isMarked({ cells }: LegacyRow, { column, deleted }: Increments['mark']): boolean {
  const written = String(cells[column] ?? '');
  return written.trim().toUpperCase() === deleted;
}
