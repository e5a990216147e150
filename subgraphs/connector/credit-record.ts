import { createHash } from 'node:crypto';
import type { FindAuthority } from './authority.ts';
import type { RecordSet } from './connector.ts';
import type { AmountReading } from './decoders/amounts.ts';
import { ownWords } from './own-words.ts';
import type { Fact } from './reading.ts';
import { recordKey } from './settle.ts';

export interface RecordOrigin {
  readonly department: string;
  readonly set: RecordSet;
  /** Local day of the query in Asia/Shanghai. */
  readonly today: string;
  readonly findAuthority: FindAuthority;
}

/** A fact in the SDL's uniform form. What is in force is derived from the dates, never from a stored flag. */
export function creditRecord(fact: Fact, { department, findAuthority, set, today }: RecordOrigin) {
  const {
    rowRef,
    recordKind,
    effect,
    severity,
    documentNumber,
    documentOn,
    precision,
    validFrom,
    validUntil,
    openEnded,
    authority,
    state,
    linkedBy,
    quality,
    remark,
  } = fact;
  return {
    __typename: 'CreditRecord',
    id: recordId(department, fact),
    department,
    rowRef,
    recordKind,
    catalogueItem: set.catalogue.item,
    catalogueEdition: set.catalogue.edition,
    effect,
    severity,
    severityRule: severity === null ? null : (set.severity?.rule ?? null),
    documentNumber,
    documentOn,
    precision,
    validFrom,
    validUntil,
    openEnded,
    inForce: inForce(fact, today),
    amount: fact.amountFen === null ? null : money({ fen: fact.amountFen }),
    amountCandidates: fact.amountCandidatesFen.map((fen) => money({ fen })),
    authority,
    authorityToday: authority === null ? null : findAuthority(authority, documentOn),
    state,
    linkedBy,
    quality,
    remark,
    ...ownWords(fact, set),
    stated: fact.stated ?? null,
  };
}

/** Identifies a record of a department wherever it is spoken of. */
export function recordId(department: string, fact: Fact): string {
  return createHash('sha256')
    .update(`${department} ${recordKey(fact)}`)
    .digest('base64url')
    .slice(0, 22);
}

/** Valid, begun, and not past its end; an end known only to the month or year includes all of it. */
export function inForce({ state, validFrom, documentOn, validUntil }: Fact, today: string): boolean {
  if (state !== 'VALID') return false;
  const from = validFrom ?? documentOn;
  if (from !== null && from.slice(0, today.length) > today.slice(0, from.length)) return false;
  return validUntil === null || validUntil >= today.slice(0, validUntil.length);
}

/** Whole fen as the SDL's Money. */
export function money({ fen }: AmountReading) {
  if (fen === null) return null;
  const cents = String(fen).padStart(3, '0');
  return { yuan: `${cents.slice(0, -2)}.${cents.slice(-2)}`, fen: String(fen) };
}

/** The department's own fields in SDL form. */
export function ownFields(fact: Fact, set: RecordSet): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(set.fields).map(([name, decoder]) => {
      const value = fact.fields[name] ?? null;
      return [name, decoder.type === 'Money' && value !== null ? money(value as AmountReading) : value];
    }),
  );
}
