import type { RecordState } from '../../connector/connector.ts';
import { date, type DateReading } from '../../connector/decoders/dates.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';

/** 1900-01-01 in the session's two digits of a year; as a date it would be the first day of 2000. */
const notFilledIn = /^0?1-0?1月\s*-00$/;

/** The day of an end: this system fills in a day also where there has been none. */
export function endDate(column: string): Decoder<DateReading> {
  const own = date(column);
  return custom('Date', [column], (cells) =>
    notFilledIn.test(String(cells[column] ?? '').trim()) ? null : own.read(cells),
  );
}

/** The views hold no state: what has a day on which it came to this end has come to it. */
export function once(end: 'ENDED' | 'REVOKED', on: Decoder<DateReading>): Decoder<RecordState> {
  return custom('RecordState', on.columns, (cells) => (on.read(cells) === null ? 'VALID' : end));
}
