import { createHash } from 'node:crypto';
import type { LegacyRow } from '../connector/legacy-row.ts';
import type { Delivery, Known } from '../connector/protocol.ts';
import type { ExchangeDatabase, ExchangeRow } from './sql-exchange-database.ts';

/** An exchange database as it is at one moment, and what has been taken from it before. */
export interface Snapshot {
  readonly database: ExchangeDatabase;
  readonly known: Known;
  readonly department: string;
  readonly asOfMs: number;
  readonly maxRows: number;
  /** The department's notes about its tables (deletions, batches), read once for all tables. */
  notes(table: string, columns: readonly string[]): Promise<readonly ExchangeRow[]>;
}

/** What was found: a delivery, or that nothing is new as of this moment. */
export type Found = Delivery | { readonly seenAsOfMs: number };

export function createSnapshot(parts: Omit<Snapshot, 'notes'>): Snapshot {
  const read = new Map<string, Promise<readonly ExchangeRow[]>>();
  return {
    ...parts,
    notes(table, columns) {
      const rows = read.get(table) ?? parts.database.select({ table, columns, maxRows: parts.maxRows });
      read.set(table, rows);
      return rows;
    },
  };
}

/** Notes name tables as either side of the exchange writes them. */
export function notesOf(rows: readonly ExchangeRow[], column: string, table: string): ExchangeRow[] {
  return rows.filter((row) => row[column]?.trim().toUpperCase() === table);
}

export function delivered(rows: readonly ExchangeRow[], key: string): LegacyRow[] {
  return rows.map((cells, at) => ({ ref: cells[key]?.trim() || `row ${at + 1}`, cells }));
}

/** Digest of everything that was read, in the order in which it was read. */
export function digestOf(...parts: readonly (readonly unknown[])[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(`${part.length}\n`);
    for (const one of part) hash.update(`${JSON.stringify(one)}\n`);
  }
  return hash.digest('hex');
}
