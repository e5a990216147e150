import { normaliseKey } from './key-text.ts';

const month = '(?:[0*][1-9*]|[1*][0-2*])';
const day = '(?:[0*][1-9*]|[12*][\\d*]|[3*][01*])';
const monthAndDay = `(?!02(?:30|31)|(?:0[469]|11)31)${month}${day}`;
const year = '(?:[1*][9*]|[2*][0*])[\\d*]{2}';
// No province has the number 19 or 20, so a serial number that starts with a year is nobody's. A credit code of
// market regulation starts with 9: masked from the region on, it would pass for a person with a hidden birthday.
const region = '(?!19|20|9\\d{0,5}\\*)[1-9][\\d*]{5}';

const shape18 = new RegExp(`^${region}${year}${monthAndDay}[\\d*]{3}[\\dX*]$`);
const shape15 = new RegExp(`^${region}[\\d*]{2}${monthAndDay}[\\d*]{3}$`);

/**
 * Whether 18 characters have the form of an identity number (GB 11643-1999): region, date of birth 1900-2099, order,
 * check character. `*` stands for a blanked place. The check character is not verified: a number with a slip of the
 * pen still points to a person.
 */
export function isIdentityShape18(text: string): boolean {
  return shape18.test(text);
}

/** The same for the 15-digit numbers given out before 1999: region, yymmdd, order. */
export function isIdentityShape15(text: string): boolean {
  return shape15.test(text);
}

/** Either form. A registration number or a credit code can have it by chance; the caller has to rule them out. */
export function isIdentityShape(text: string): boolean {
  return isIdentityShape18(text) || isIdentityShape15(text);
}

/** Whether any stretch of a text has the form of an identity number; such a text must not be repeated to anyone. */
export function holdsIdentityShape(text: string): boolean {
  const key = normaliseKey(text);
  for (let at = 0; at + 15 <= key.length; at += 1) {
    if (isIdentityShape(key.slice(at, at + 18)) || isIdentityShape(key.slice(at, at + 15))) return true;
  }
  return false;
}
