import { createHash } from 'node:crypto';
import type { LegacyRow } from '../connector/legacy-row.ts';

/** Stable key of a kept row: the system's own where it has one, else what the row says. */
export function rowKey(row: LegacyRow, hasOwnKey: boolean): string {
  if (hasOwnKey) return row.ref;
  return createHash('sha256').update(JSON.stringify(row.cells)).digest('base64url').slice(0, 24);
}
