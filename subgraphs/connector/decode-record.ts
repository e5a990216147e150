import type { CommonParts, RecordSet, RecordState, RuleInput } from './connector.ts';
import { RowUnreadable, type Decoder } from './decoders/decoder.ts';
import type { DateReading } from './decoders/dates.ts';
import type { LegacyRow } from './legacy-row.ts';
import type { Fact } from './reading.ts';

/** The parts of a fact that come from the row alone, whomever it is about. */
export type Record = Omit<Fact, 'creditCode' | 'linkedBy' | 'identity' | 'rowRef' | 'stated'>;

/**
 * Decodes a row that has passed the edge. Throws RowUnreadable when a date, an amount or a code in it cannot be
 * read, when the document is dated in the future, or when a period ends before it begins.
 */
export function decodeRecord(row: LegacyRow, set: RecordSet, today: string): Record {
  const { cells } = row;
  const fields = Object.fromEntries(
    Object.entries(set.fields).map(([name, decoder]) => [name, plain(decoder.read(cells))]),
  );
  const { record } = set;
  const written = read(record.state, cells);
  const state: RecordState = row.deleted === true ? 'REVOKED' : (written ?? 'VALID');
  const document = read(record.documentOn, cells);
  const amount = read(record.amount, cells);
  const input: RuleInput = { fields, amountFen: amount?.fen ?? null, state, cells };
  const effect = typeof set.effect === 'function' ? set.effect(input) : set.effect;
  const period = readPeriod(record, cells, state);
  checkDates(document, period, today);
  const candidates = amount?.candidatesFen ?? [];
  return {
    recordKind: typeof set.kind === 'function' ? set.kind(input) : set.kind,
    effect,
    severity: effect === 'ADVERSE' ? (set.severity?.of(input) ?? null) : null,
    documentNumber: read(record.documentNumber, cells),
    documentOn: document?.on ?? null,
    precision: document?.precision ?? null,
    ...period,
    amountFen: amount?.fen ?? null,
    amountCandidatesFen: candidates,
    authority: typeof record.authority === 'string' ? record.authority : read(record.authority, cells),
    state,
    remark: read(record.remark, cells),
    quality: [
      ...(record.documentOn !== undefined && document === null ? ['DATE_MISSING'] : []),
      ...(record.state !== undefined && written === null ? ['STATE_MISSING'] : []),
      ...(candidates.length > 0 ? ['AMOUNT_DISAGREES'] : []),
    ],
    fields,
  };
}

type Period = Pick<Fact, 'validFrom' | 'validUntil' | 'openEnded'>;

function readPeriod(record: CommonParts, cells: LegacyRow['cells'], state: RecordState): Period {
  const validFrom = read(record.validFrom, cells)?.on ?? null;
  const until = read(record.validUntil, cells);
  const ended = read(record.endedOn, cells)?.on ?? null;
  if (state !== 'VALID' && ended !== null) return { validFrom, validUntil: ended, openEnded: false };
  const validUntil = until?.on ?? null;
  return {
    validFrom,
    validUntil,
    openEnded: validUntil === null && (until?.openEnded === true || record.openUntilEnded === true),
  };
}

function checkDates(document: DateReading | null, { validFrom, validUntil }: Period, today: string): void {
  if (document !== null && before(today, document.on))
    throw new RowUnreadable('DATE_IN_FUTURE', 'the document is dated in the future');
  if (validUntil === null) return;
  if (validFrom !== null && before(validUntil, validFrom))
    throw new RowUnreadable('PERIOD_REVERSED', 'the period ends before it begins');
  if (document !== null && before(validUntil, document.on))
    throw new RowUnreadable('PERIOD_REVERSED', 'the period ends before the document');
}

/** Compares days as far as both are known: 2022-05 is not before 2022-05-12. */
function before(left: string, right: string): boolean {
  const length = Math.min(left.length, right.length);
  return left.slice(0, length) < right.slice(0, length);
}

function read<T>(decoder: Decoder<T> | undefined, cells: LegacyRow['cells']): T | null {
  return decoder === undefined ? null : decoder.read(cells);
}

/** Dates, ends and amounts of the department's own fields in the form in which the SDL shows them. */
function plain(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'precision' in value && 'on' in value ? value.on : value;
}
