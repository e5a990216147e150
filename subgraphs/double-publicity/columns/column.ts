import type { Fact } from '../../connector/reading.ts';
import type { Party } from './party.ts';

/** An authority with its credit code; null: the table of authorities' codes does not know it. */
export interface NamedCode {
  readonly name: string;
  readonly creditCode: string | null;
}

/** Of one record, everything from which a row is made. */
export interface Item {
  readonly fact: Fact;
  readonly party: Party;
  readonly authority: NamedCode | null;
  /** The department that provides the row. */
  readonly source: NamedCode;
  /** Last day of the longest publication; null: none is reckoned. */
  readonly publishedUntil: string | null;
}

/** A column of a standard's table. */
export interface Column {
  readonly name: string;
  /** Chinese, as the standard calls it. */
  readonly title: string;
  /** DATE: YYYY/MM/DD. WAN: 万元 with six decimals. CODE: a credit code. */
  readonly form: 'TEXT' | 'DATE' | 'WAN' | 'CODE';
  /** Most characters. */
  readonly length: number;
  /** PERSONAL: in the standard, and never filled in: it is about a natural person. */
  readonly need: 'REQUIRED' | 'OPTIONAL' | 'PERSONAL';
  /** Where only these are written, and what stands between several of them. */
  readonly values?: { readonly of: readonly string[]; readonly separator?: string };
  readonly of: (item: Item) => string | null;
}

/** Never filled in, whatever is on record. */
export function personal(name: string, title: string, length: number): Column {
  return { name, title, form: 'TEXT', length, need: 'PERSONAL', of: () => null };
}

/** A day as the template writes it; a month or a year alone is no day. */
export function slashed(date: string | null): string | null {
  return date !== null && date.length === 10 ? date.replaceAll('-', '/') : null;
}

/** No end, in the words of the standard. */
export const forEver = '2099/12/31';

/** 万元 with six decimals, exactly. */
export function inWan(fen: number | null): string | null {
  if (fen === null) return null;
  const digits = String(fen).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** The first of a department's own fields that says anything. */
export function said({ fields }: Fact, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
    if (Array.isArray(value) && value.length > 0) return value.join(';');
  }
  return null;
}
