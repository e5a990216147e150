import { isNothing } from './sentinels.ts';
import { RowUnreadable, type Cells, type Decoder } from './decoder.ts';
import { textOf } from '../legacy-row.ts';

/** Text as the source has it, trimmed; its words for "nothing" (domain.md 7.4) become null. */
export function text(column: string): Decoder<string> {
  return {
    type: 'String',
    columns: [column],
    read(cells) {
      const value = textOf(cells, column);
      return value === null || isNothing(value) ? null : value;
    },
  };
}

/** Several values in one column, split at the given characters; empty parts vanish. */
export function list(
  column: string,
  separators: RegExp,
  clean: (part: string) => string = (part) => part,
): Decoder<string[]> {
  return {
    type: '[String!]',
    columns: [column],
    read(cells) {
      const value = text(column).read(cells);
      if (value === null) return [];
      return [
        ...new Set(
          value
            .split(separators)
            .map((part) => clean(part.trim()))
            .filter((part) => part !== ''),
        ),
      ];
    },
  };
}

export function integer(column: string): Decoder<number> {
  return {
    type: 'Int',
    columns: [column],
    read(cells) {
      const value = text(column).read(cells);
      if (value === null) return null;
      const plain = value.normalize('NFKC').replaceAll(',', '');
      if (!/^\d{1,9}$/.test(plain)) throw new RowUnreadable('ROW_MALFORMED', `${column} is not a whole number`);
      return Number(plain);
    },
  };
}

/** A code table of the source. Values are compared after NFKC, blanks removed, upper case; others are CODE_UNKNOWN. */
export function code<T extends string>(type: string, column: string, table: Readonly<Record<string, T>>): Decoder<T> {
  const known = new Map(Object.entries(table).map(([key, value]) => [codeKey(key), value]));
  return {
    type,
    columns: [column],
    read(cells) {
      const value = text(column).read(cells);
      if (value === null) return null;
      const meaning = known.get(codeKey(value));
      if (meaning === undefined)
        throw new RowUnreadable('CODE_UNKNOWN', `${column} holds a value outside its code table`);
      return meaning;
    },
  };
}

/** A code without which the row says nothing that could be relied on: where it is empty the row is CODE_UNKNOWN. */
export function statedCode<T extends string>(
  type: string,
  column: string,
  table: Readonly<Record<string, T>>,
): Decoder<T> {
  const known = code(type, column, table);
  return {
    ...known,
    read(cells) {
      const value = known.read(cells);
      if (value === null) throw new RowUnreadable('CODE_UNKNOWN', `${column} is empty`);
      return value;
    },
  };
}

function codeKey(value: string): string {
  return value.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
}

/**
 * Document number in canonical form: NFKC, no blanks, every bracket pair 〔〕, upper case. Numbers repeat across
 * authorities, and one document may name several parties.
 */
export function documentNumber(column: string): Decoder<string> {
  return {
    type: 'String',
    columns: [column],
    read(cells: Cells) {
      const value = text(column).read(cells);
      return value === null ? null : canonicalDocumentNumber(value);
    },
  };
}

export function canonicalDocumentNumber(value: string): string {
  return value
    .replaceAll(/[〔〕]/g, (bracket) => (bracket === '〔' ? '(' : ')'))
    .normalize('NFKC')
    .replaceAll(/[\s​-‍﻿]/g, '')
    .toUpperCase()
    .replaceAll(/[([{【〖「『《〈<﹝]/g, '〔')
    .replaceAll(/[)\]}】〗」』》〉>﹞]/g, '〕');
}
