import type { RecordState } from '../../connector/connector.ts';
import type { DateReading } from '../../connector/decoders/dates.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';

/** A row that the system marks as withdrawn is void, whatever else it says of itself. */
export function unlessWithdrawn(mark: Decoder<RecordState>, own: Decoder<RecordState>): Decoder<RecordState> {
  return custom('RecordState', [...mark.columns, ...own.columns], (cells) => {
    const withdrawn = mark.read(cells);
    return withdrawn === 'REVOKED' ? withdrawn : own.read(cells);
  });
}

/** An entry on a list stands until it is removed. */
export function untilRemoved(removedOn: Decoder<DateReading>): Decoder<RecordState> {
  return custom('RecordState', removedOn.columns, (cells) => (removedOn.read(cells) === null ? 'VALID' : 'ENDED'));
}
