import { textOf } from '../legacy-row.ts';
import type { AmountReading } from './amounts.ts';
import type { Decoder } from './decoder.ts';
import { finesIn } from './fines-in-text.ts';

/**
 * A fine that stands in a column and once more in the text of the decision. Where both say a sum and the sums differ,
 * `fen` is null and both are candidates, the column's first; a column that is 0 or blank says that there was no fine.
 * A text without an exact fine decides nothing.
 */
export function amountAgainstText(amount: Decoder<AmountReading>, column: string): Decoder<AmountReading> {
  return {
    type: 'Money',
    columns: [...amount.columns, column],
    read(cells) {
      const stated = amount.read(cells);
      const written = finesIn(textOf(cells, column) ?? '');
      if (written === null || written === (stated?.fen ?? 0)) return stated;
      return { fen: null, candidatesFen: [stated?.fen ?? 0, written] };
    },
  };
}
