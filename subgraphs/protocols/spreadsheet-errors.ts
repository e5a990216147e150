import { RowUnreadable, type Decoder } from '../connector/decoders/decoder.ts';
import { textOf } from '../connector/legacy-row.ts';

/** Stands where a formula has no result. */
export const BROKEN_FORMULA = '#VALUE!';

/** What Excel and WPS show in place of a value. */
const errors = new Set([
  BROKEN_FORMULA,
  '#NULL!',
  '#DIV/0!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#BLOCKED!',
  '#CONNECT!',
  '#BUSY!',
  '#UNKNOWN!',
  '#PYTHON!',
]);

/** A decoder that refuses the whole row when a formula in any of these columns failed, whatever the column is for. */
export function soundRow<T>(columns: readonly string[], decoder: Decoder<T>): Decoder<T> {
  return {
    ...decoder,
    columns: [...new Set([...decoder.columns, ...columns])],
    read(cells) {
      const broken = columns.find((column) => errors.has(textOf(cells, column)?.toUpperCase() ?? ''));
      if (broken !== undefined) throw new RowUnreadable('ROW_MALFORMED', `the formula in ${broken} failed`);
      return decoder.read(cells);
    },
  };
}
