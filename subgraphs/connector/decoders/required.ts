import { RowUnreadable, type Decoder } from './decoder.ts';

/** A column that decides how the record counts: blank it says nothing that could be relied on, and is CODE_UNKNOWN. */
export function required<T>(decoder: Decoder<T>): Decoder<T> {
  return {
    ...decoder,
    read(cells) {
      const value = decoder.read(cells);
      if (value === null) throw new RowUnreadable('CODE_UNKNOWN', `${decoder.columns.join(', ')} is blank`);
      return value;
    },
  };
}
