import iconv from 'iconv-lite';

const BLANK = 0x20;

/**
 * Text of one field. These files are in code page 936 whatever the language byte of their header says. A field is so
 * many bytes wide: what is longer was cut there, if need be in the middle of a character, whose half is left out.
 */
export function decodeField(field: Buffer): string {
  const zero = field.indexOf(0);
  const bytes = zero < 0 ? field : field.subarray(0, zero);
  const whole = bytes.subarray(0, wholeLength(bytes));
  const text = iconv.decode(whole, 'cp936').trimEnd();
  return field.at(-1) === BLANK || zero >= 0 ? text : withoutHalfNumber(text);
}

/** Length without a first byte of two at the end, which has lost its second. */
function wholeLength(bytes: Buffer): number {
  const end = bytes.findLastIndex((byte) => byte !== BLANK) + 1;
  let at = 0;
  while (at < end) {
    const isFirst = bytes[at]! > 0x80 && bytes[at]! < 0xff;
    if (isFirst && at + 1 >= end) return at;
    at += isFirst && bytes[at + 1]! >= 0x40 ? 2 : 1;
  }
  return end;
}

// What is left of an identity number: behind such words any digits, elsewhere at least region and birthday.
const labelled = /(?<=(?:身份证|证件|公民身份)[^\d]{0,8})\d{4,17}$/;
const unlabelled = /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{0,3}$/;

/** A text that fills its field may end in the first part of a personal number, which is personal already. */
function withoutHalfNumber(text: string): string {
  const stars = (digits: string) => (digits === text ? digits : '*'.repeat(18));
  return text.replace(labelled, stars).replace(unlabelled, stars);
}
