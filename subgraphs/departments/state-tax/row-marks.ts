import type { RecordState } from '../../connector/connector.ts';
import type { AmountReading } from '../../connector/decoders/amounts.ts';
import { date, type DateReading } from '../../connector/decoders/dates.ts';
import { custom, RowUnreadable, type Cells, type Decoder } from '../../connector/decoders/decoder.ts';
import { code } from '../../connector/decoders/text.ts';
import { FILE_KIND, FILE_ON } from '../../protocols/file-drop-query.ts';

/** Signs beside the marks that a record has come to an end. */
export interface EndSigns {
  /** What is still owed; nothing: it was paid. */
  readonly paidAtZero?: Decoder<AmountReading>;
  /** A day here: it was lifted. */
  readonly liftedOn?: Decoder<DateReading>;
}

export interface RowMarks {
  state(signs?: EndSigns): Decoder<RecordState>;
  /** The day that ends a record: for a deletion the day of the file; else what the row says, or that day too. */
  endedOn(said?: Decoder<DateReading>): Decoder<DateReading>;
}

/** What a row does: F, I and U state a record, D takes it back for the reason beside it. */
export function rowMarks(columns: { readonly mark: string; readonly reason: string }): RowMarks {
  const mark = code('String', columns.mark, { F: 'STATED', I: 'STATED', U: 'STATED', D: 'DELETED' });
  const reason = code<'REVOKED' | 'ENDED'>('RecordState', columns.reason, { '01': 'REVOKED', '02': 'ENDED' });
  const read = [columns.mark, columns.reason, FILE_KIND];

  function deletionOf(cells: Cells): 'REVOKED' | 'ENDED' | null {
    const meaning = mark.read(cells);
    // A deletion without a reason: nothing says that the record was ever right.
    if (meaning === 'DELETED') return reason.read(cells) ?? 'REVOKED';
    // A snapshot says by being one that its rows are stated; in an increment anything might have been meant.
    if (meaning === null && cells[FILE_KIND] !== 'FULL')
      throw new RowUnreadable('CODE_UNKNOWN', `${columns.mark} does not say what the row does`);
    return null;
  }

  return {
    state: ({ paidAtZero, liftedOn } = {}) =>
      custom('RecordState', [...read, ...(paidAtZero?.columns ?? []), ...(liftedOn?.columns ?? [])], (cells) => {
        const deletion = deletionOf(cells);
        if (deletion !== null) return deletion;
        const ended = paidAtZero?.read(cells)?.fen === 0 || (liftedOn?.read(cells) ?? null) !== null;
        return ended ? 'ENDED' : 'VALID';
      }),
    endedOn(said) {
      const file = date(FILE_ON);
      return custom('Date', [...read, ...file.columns, ...(said?.columns ?? [])], (cells) =>
        deletionOf(cells) === null ? (said?.read(cells) ?? file.read(cells)) : file.read(cells),
      );
    },
  };
}
