import { textOf } from '../legacy-row.ts';
import { RowUnreadable, type Decoder } from './decoder.ts';
import { chineseNumber } from './chinese-number.ts';
import { isNothing } from './sentinels.ts';

/** Money in whole fen. Where two places of a row disagree `fen` is null and both stand in `candidatesFen`. */
export interface AmountReading {
  readonly fen: number | null;
  readonly candidatesFen?: readonly number[];
}

const FEN = { yuan: 100n, wan: 1_000_000n, yi: 10_000_000_000n } as const;
type Unit = keyof typeof FEN;

/** Amount of a column in 元. A unit written in the cell (万, 万元, 亿) prevails. 0 and blank are null. */
export function yuan(column: string): Decoder<AmountReading> {
  return amount(column, 'yuan');
}

/** Amount of a column in 万元. A unit written in the cell prevails; amounts in Chinese capitals are 元. */
export function wan(column: string): Decoder<AmountReading> {
  return amount(column, 'wan');
}

function amount(column: string, unit: Unit): Decoder<AmountReading> {
  return {
    type: 'Money',
    columns: [column],
    read(cells) {
      const raw = cells[column];
      // A binary float out of JSON or Excel carries noise beyond fifteen significant digits.
      const value = typeof raw === 'number' ? String(Number(raw.toPrecision(15))) : textOf(cells, column);
      if (value === null || isNothing(value)) return null;
      const fen = readAmount(value, unit);
      if (fen === null) throw new RowUnreadable('AMOUNT_UNREADABLE', `${column} is not an exact amount`);
      return fen === 0 ? null : { fen };
    },
  };
}

/** Whole fen of one written amount; null when it is negative, vague, or holds a part of a fen. */
export function readAmount(value: string, unit: Unit): number | null {
  const plain = value
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/^(?:人民币|RMB|¥|CNY)[::]?/i, '')
    .replace(/(?:人民币|RMB)$/i, '')
    .replace(/整$|正$/, '');
  const arabic = /^(\d[\d,]*(?:\.\d+)?|\.\d+)(亿元?|万元?|元|圆)?$/.exec(plain);
  if (arabic !== null) {
    const written = { 亿: 'yi', 万: 'wan', 元: 'yuan', 圆: 'yuan' }[arabic[2]?.[0] ?? ''] as Unit | undefined;
    return inFen(arabic[1]!, written ?? unit);
  }
  const exponent = /^\d+(?:\.\d+)?E\+?\d+$/i.test(plain) ? Number(plain) : null;
  if (exponent !== null) return Number.isSafeInteger(exponent) ? inFen(String(exponent), unit) : null;
  return capitalFen(plain);
}

function inFen(digits: string, unit: Unit): number | null {
  const plain = decimalOf(digits);
  if (plain === null) return null;
  const [whole = '', fraction = ''] = plain.split('.');
  const scaled = BigInt(whole + fraction) * FEN[unit];
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) return null;
  const fen = Number(scaled / divisor);
  return Number.isSafeInteger(fen) ? fen : null;
}

/** Commas are thousands separators when they stand where those stand; one before six digits is a decimal comma. */
function decimalOf(digits: string): string | null {
  if (!digits.includes(',')) return digits;
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)) return digits.replaceAll(',', '');
  return /^\d+,\d{6}$/.test(digits) ? digits.replace(',', '.') : null;
}

/** 伍拾万元整, 叁仟伍佰元贰角: Chinese numerals are 元, 角 and 分. After 万 or 亿 the 元 may be missing. */
function capitalFen(plain: string): number | null {
  const match = /^(?:(.+?)(?:[元圆]|(?<=[万萬亿億])$))?(?:(.)角)?(?:(.)分)?$/.exec(plain.replace(/零(?=.[角分])/, ''));
  if (match === null || (match[1] ?? match[2] ?? match[3]) === undefined) return null;
  const [whole, jiao, fen] = [match[1], match[2], match[3]].map((part) =>
    part === undefined ? 0 : chineseNumber(part),
  );
  if (whole === null || jiao === null || fen === null) return null;
  const total = whole! * 100 + jiao! * 10 + fen!;
  return Number.isSafeInteger(total) ? total : null;
}
