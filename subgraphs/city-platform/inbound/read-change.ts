import { readCreditCode, type CreditCode } from '../../../schema/credit-code.ts';
import { dayNumber } from '../../../schema/local-date.ts';
import { maskPersonalNumbers } from '../../../schema/personal-numbers.ts';

/** What the platform says of a message: accepted, or rejected with the reason. */
export interface ResultChange {
  readonly kind: 'RESULT';
  readonly sequence: number;
  readonly key: string;
  readonly accepted: boolean;
  readonly reason: string | null;
  /** Local day. */
  readonly answeredOn: string;
}

/** An entry on a list that the city keeps, or its end. */
export interface ListingChange {
  readonly kind: 'LISTING';
  readonly sequence: number;
  readonly listingId: string;
  readonly listing: CityListing;
}

export interface CityListing {
  readonly creditCode: CreditCode;
  readonly name: string | null;
  readonly listTitle: string;
  readonly effect: 'ADVERSE' | 'POSITIVE';
  readonly authority: string | null;
  readonly documentNumber: string | null;
  readonly listedOn: string | null;
  readonly endsOn: string | null;
  readonly state: 'VALID' | 'ENDED' | 'REVOKED';
}

/** What a unit of the city reports of a measure of the district. */
export interface FeedbackChange {
  readonly kind: 'FEEDBACK';
  readonly sequence: number;
  readonly feedbackId: string;
  readonly measureId: string;
  readonly unit: string;
  readonly outcome: 'IMPLEMENTED' | 'DECLINED';
  readonly statement: string | null;
  readonly reportedOn: string;
}

/** One that cannot be taken; nothing of it is kept but its number and the reason. */
export interface RefusedChange {
  readonly kind: 'REFUSED';
  readonly sequence: number;
  readonly of: string;
  readonly code: 'KIND_UNKNOWN' | 'FIELD_INVALID' | 'CREDIT_CODE_INVALID';
}

export type Change = ResultChange | ListingChange | FeedbackChange | RefusedChange;

type Given = Readonly<Record<string, unknown>>;

/** Null: it has no number, so that nothing after it can be told apart from it. */
export function readChange(given: unknown): Change | null {
  if (typeof given !== 'object' || given === null) return null;
  const { sequence, type } = given as Given;
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 1) return null;
  const of = typeof type === 'string' ? type.slice(0, 40) : '';
  const reader = readers[of];
  if (reader === undefined) return { kind: 'REFUSED', sequence, of, code: 'KIND_UNKNOWN' };
  try {
    return reader(given as Given, sequence);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: 'REFUSED', sequence, of, code: error.code };
  }
}

class Refused extends Error {
  readonly code: RefusedChange['code'];
  constructor(code: RefusedChange['code'] = 'FIELD_INVALID') {
    super(code);
    this.code = code;
  }
}

const readers: Readonly<Record<string, (given: Given, sequence: number) => Change>> = {
  RESULT: (given, sequence) => ({
    kind: 'RESULT',
    sequence,
    key: text(given, 'key'),
    accepted: oneOf(given, 'result', ['1', '0']) === '1',
    reason: given['result'] === '0' ? text(given, 'reason') : null,
    answeredOn: day(given, 'on'),
  }),
  LISTING: (given, sequence) => ({
    kind: 'LISTING',
    sequence,
    listingId: text(given, 'id'),
    listing: {
      creditCode: creditCodeOf(given),
      name: textOrNull(given, 'name'),
      listTitle: text(given, 'listTitle'),
      effect: oneOf(given, 'effect', ['ADVERSE', 'POSITIVE']),
      authority: textOrNull(given, 'authority'),
      documentNumber: textOrNull(given, 'documentNumber'),
      listedOn: dayOrNull(given, 'listedOn'),
      endsOn: dayOrNull(given, 'endsOn'),
      state: oneOf(given, 'state', ['VALID', 'ENDED', 'REVOKED']),
    },
  }),
  FEEDBACK: (given, sequence) => ({
    kind: 'FEEDBACK',
    sequence,
    feedbackId: text(given, 'id'),
    measureId: text(given, 'measureId'),
    unit: text(given, 'unit'),
    outcome: oneOf(given, 'outcome', ['IMPLEMENTED', 'DECLINED']),
    statement: textOrNull(given, 'statement'),
    reportedOn: day(given, 'on'),
  }),
};

function textOrNull(given: Given, field: string): string | null {
  const value = given[field] ?? '';
  if (typeof value !== 'string' || value.length > 1000) throw new Refused();
  const trimmed = value.trim();
  return trimmed === '' ? null : maskPersonalNumbers(trimmed);
}

function text(given: Given, field: string): string {
  const value = textOrNull(given, field);
  if (value === null) throw new Refused();
  return value;
}

function oneOf<Value extends string>(given: Given, field: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === String(given[field]));
  if (found === undefined) throw new Refused();
  return found;
}

function dayOrNull(given: Given, field: string): string | null {
  const value = textOrNull(given, field);
  if (value === null) return null;
  try {
    dayNumber(value);
    return value;
  } catch {
    throw new Refused();
  }
}

function day(given: Given, field: string): string {
  const value = dayOrNull(given, field);
  if (value === null) throw new Refused();
  return value;
}

/** A row without a credit code is about a natural person, or about nobody who can be told for certain. */
function creditCodeOf(given: Given): CreditCode {
  const read = readCreditCode(given['creditCode']);
  if (!read.ok) throw new Refused('CREDIT_CODE_INVALID');
  return read.value.code;
}
