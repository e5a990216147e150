import { readAmount, type AmountReading } from '../../connector/decoders/amounts.ts';
import { readDateCell } from '../../connector/decoders/dates.ts';
import { custom, RowUnreadable, type Cells, type Decoder } from '../../connector/decoders/decoder.ts';
import { code, text } from '../../connector/decoders/text.ts';

/** A balance in 元. Unlike a fine of 0, a balance of 0 says something: it was paid. */
export function balance(column: string): Decoder<AmountReading> {
  return custom('Money', [column], (cells) => {
    const value = text(column).read(cells);
    if (value === null) return null;
    const fen = readAmount(value, 'yuan');
    if (fen === null) throw new RowUnreadable('AMOUNT_UNREADABLE', `${column} is not an exact amount`);
    return { fen };
  });
}

/** The grade decides whether the record counts for or against the organisation: it may not be missing. */
export function grade(column: string): Decoder<'A' | 'B' | 'M' | 'C' | 'D'> {
  const table = code('TaxCreditGrade', column, { A: 'A', B: 'B', M: 'M', C: 'C', D: 'D' });
  return custom(table.type, [column], (cells) => {
    const value = table.read(cells);
    if (value === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} is blank`);
    return value;
  });
}

/** A year, as exported from a text column (2025, 2025年度) or a number column (2,025). */
export function year(column: string): Decoder<number> {
  return custom('Int', [column], (cells) => {
    const on = periodOf(cells, column);
    if (on !== null && on.length > 4) throw new RowUnreadable('DATE_IMPOSSIBLE', `${column} is not a year`);
    return on === null ? null : Number(on);
  });
}

/** YYYYMM or YYYY as YYYY-MM or YYYY, so that two spellings of one period are one period. */
export function taxPeriod(column: string): Decoder<string> {
  return custom('String', [column], (cells) => periodOf(cells, column));
}

function periodOf(cells: Cells, column: string): string | null {
  const written = text(column).read(cells);
  if (written === null) return null;
  const plain = written.normalize('NFKC').replaceAll(',', '').replace(/年度$/, '年');
  const cell = readDateCell({ [column]: plain }, column);
  return cell.state === 'date' ? cell.date.on : null;
}
