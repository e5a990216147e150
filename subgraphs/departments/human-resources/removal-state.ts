import type { RecordState } from '../../connector/connector.ts';
import type { DateReading } from '../../connector/decoders/dates.ts';
import { custom, type Decoder } from '../../connector/decoders/decoder.ts';

/** A valid entry with a day on which it was cured has ended. */
export function endedOnceCured(own: Decoder<RecordState>, curedOn: Decoder<DateReading>): Decoder<RecordState> {
  return custom('RecordState', [...own.columns, ...curedOn.columns], (cells) => {
    const state = own.read(cells);
    return state === 'VALID' && curedOn.read(cells) !== null ? 'ENDED' : state;
  });
}

/** Where the system leaves its own state blank, a day of removal still says that the entry has ended. */
export function endedIfRemoved(own: Decoder<RecordState>, removedOn: Decoder<DateReading>): Decoder<RecordState> {
  return custom('RecordState', [...own.columns, ...removedOn.columns], (cells) => {
    return own.read(cells) ?? (removedOn.read(cells) === null ? null : 'ENDED');
  });
}
