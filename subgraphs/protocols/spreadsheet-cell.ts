import type { LegacyValue } from '../connector/legacy-row.ts';
import { BROKEN_FORMULA } from './spreadsheet-errors.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';
import { serialDay } from './spreadsheet-serial.ts';
import { richText, unescape } from './spreadsheet-texts.ts';
import type { Workbook } from './spreadsheet-workbook.ts';
import { attributeOf, childrenOf, textIn, type XmlNode } from './spreadsheet-xml.ts';

/** Digits that Excel shows of a whole number in an ordinary cell; longer ones become scientific. */
const WHOLE = 1e11;

/**
 * What a cell says. In a column of days every serial number is one, with or without a date format. Elsewhere short
 * whole numbers are the text that one reads; longer ones stay numbers, as their last digits may be lost.
 */
export function cellValue(cell: XmlNode, book: Workbook, isDay: boolean): LegacyValue {
  const [node] = childrenOf(cell, 'v');
  const value = node === undefined ? '' : textIn(node);
  const type = attributeOf(cell, 't') ?? 'n';
  const isFormula = childrenOf(cell, 'f').length > 0;
  switch (type) {
    case 's':
      return dayText(sharedText(book, value), book, isDay);
    case 'inlineStr':
      return dayText(childrenOf(cell, 'is').map(richText).join(''), book, isDay);
    case 'str':
      return dayText(unescape(value), book, isDay);
    case 'b':
      return value === '1' || value === 'true';
    case 'e':
      return value === '' ? BROKEN_FORMULA : value;
    case 'd':
      return value.slice(0, 'YYYY-MM-DD'.length);
    default:
      // A formula whose result was never computed is not an empty cell.
      if (value === '') return isFormula ? BROKEN_FORMULA : null;
      return numberValue(Number(value), book, { isDay, style: Number(attributeOf(cell, 's') ?? 0) });
  }
}

function sharedText({ texts }: Workbook, index: string): string {
  const text = texts[Number(index)];
  if (text === undefined) throw new UploadUnreadable('a cell refers to a text that is not there');
  return text;
}

/** A serial number that was stored as text is a day all the same. */
function dayText(text: string, { date1904 }: Workbook, isDay: boolean): string | null {
  return isDay && /^\s*\d{5}\s*$/.test(text) ? (serialDay(Number(text), date1904) ?? text) : text;
}

function numberValue(
  value: number,
  { date1904, dateFormats }: Workbook,
  { isDay, style }: { isDay: boolean; style: number },
): LegacyValue {
  if (!Number.isFinite(value)) throw new UploadUnreadable('a cell for numbers holds something else');
  const format = dateFormats[style];
  // In a column of days 20180112 and 2018 are written out; a serial number of our time has five digits.
  const isSerial = format !== undefined || (isDay && value >= 10_000 && value < 100_000);
  if (isSerial) {
    const day = serialDay(value, date1904, format);
    if (day !== undefined) return day;
  }
  return isDay || (Number.isInteger(value) && Math.abs(value) < WHOLE) ? String(value) : value;
}
