import type { RuleInput } from '../../connector/connector.ts';
import { RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { documentNumber, statedCode } from '../../connector/decoders/text.ts';

type Board = 'RED' | 'BLACK';

export function board(column: string): Decoder<Board> {
  return statedCode<Board>('IntegrityBoard', column, { 红榜: 'RED', 红: 'RED', 黑榜: 'BLACK', 黑: 'BLACK' });
}

export const isBlack = ({ fields }: RuleInput): boolean => fields['board'] === 'BLACK';

/**
 * The document by which the competent department determined what the board publishes. The board itself is no legal
 * basis (国办发〔2020〕49号): a black entry without one is not believed, and goes back.
 */
export function determinedBy(column: string, boardColumn: string): Decoder<string> {
  const number = documentNumber(column);
  return {
    ...number,
    columns: [...number.columns, boardColumn],
    read(cells) {
      const value = number.read(cells);
      if (value === null && board(boardColumn).read(cells) === 'BLACK')
        throw new RowUnreadable('ROW_MALFORMED', `${column} is empty: a black entry names no determination`);
      return value;
    },
  };
}
