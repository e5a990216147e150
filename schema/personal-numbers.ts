import { hasIdentityCheck, isRegistrationNumber } from './check-digits.ts';
import { readCreditCode } from './credit-code.ts';
import { isIdentityShape, isIdentityShape15, isIdentityShape18 } from './identity-shape.ts';
import { normaliseKey } from './key-text.ts';

/**
 * Whether a value is the identity number of a natural person, 15 or 18 characters, also partly masked with `*`.
 * Its check character need not be right. A valid registration number is never personal: a 15-digit identity number that
 * passes the registration check by chance (one in ten) is therefore not recognised here. Nor is a valid credit code,
 * but for the one case that `isCode` describes.
 */
export function isPersonalNumber(input: unknown): boolean {
  if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'bigint') return false;
  const key = normaliseKey(String(input));
  return (isIdentityShape18(key) && !isCode(key)) || (isIdentityShape15(key) && !isRegistrationNumber(key));
}

/**
 * Whether 18 characters are a credit code and not, by chance, a person. One identity number in 341 passes both checks
 * of a credit code; in Sichuan, where they all start with 51, so many would be kept as codes of civil associations.
 * Where a birthday is in its place and the identity number's own check is right as well, it is a person's: that
 * happens to codes only of regions ending in 19 or 20, of which this district is none. Codes of market regulation start
 * with 9, identity numbers of citizens do not.
 */
function isCode(key: string): boolean {
  const person = !key.startsWith('9') && isIdentityShape18(key) && hasIdentityCheck(key);
  return !person && readCreditCode(key).ok;
}

/** Put in the place of a credit code while numbers are searched for: no digit, no letter, one unit long. */
const kept = '#';
const numberRun = /(?<![\d*])[\d*]{15,}(?:X(?:\d{2}(?!\d))?)?/g;
/** Written in groups: 6-8-4, 6-4-4-4, four by four, or 6-6-3. */
const grouped =
  /(?<!\d)(?:\d{6}S\d{4}S?\d{4}S\d{3}[\dX]|(?:\d{4}S){4}\d[\dX]|\d{6}S\d{6}S\d{3})(?!\d)/.source.replaceAll(
    'S',
    '(?:[\\s\\u200b-\\u200d\\ufeff.-]{1,3})',
  );
/** Signs without width inside a number. */
const broken = /(?<=\d)[\u200b-\u200d\ufeff](?=\d)/;
const mobile = /(?<![\d.])(?:86[ -]?)?1[3-9]\d([ -]?)\d{4}\1\d{4}(?!\d|\.\d|[元万亿])/g;
const label = /(?:身份证|证件号|公民身份|居民证|一代证|老证|旧证)[^\d#，。、；,;]{0,8}$/;

/**
 * Free text with every identity number (15 or 18 characters, or 17 or 20 as an old taxpayer number of a person) and
 * every mainland mobile number replaced by asterisks, as long as before. Credit codes, dates and amounts stay.
 *
 * Fifteen digits can be an old identity number and, one time in ten, pass the check of a registration number (GS15)
 * by chance. They are masked when region and date of birth are plausible and the GS15 check fails; when it passes they
 * stay, unless the words before them say identity card. After such words a number is masked even if its date is impossible,
 * as a mistyped number still points to a person.
 */
export function maskPersonalNumbers(text: string): string {
  if (broken.test(text)) return maskPersonalNumbers(text.replaceAll(new RegExp(broken, 'g'), ''));
  let plain = hideCreditCodes(halfWidth(text));
  plain = plain.replace(new RegExp(grouped, 'g'), (found) =>
    isIdentityShape(found.replace(/[^\dX]/g, '')) ? stars(found) : found,
  );
  plain = plain.replace(numberRun, (run: string, at: number, whole: string) =>
    maskRun(run, label.test(whole.slice(Math.max(0, at - 24), at))),
  );
  plain = plain.replace(mobile, stars);
  return Array.from({ length: text.length }, (_, at) => (plain[at] === '*' && text[at] !== '×' ? '*' : text[at])).join(
    '',
  );
}

const stars = (found: string): string => '*'.repeat(found.length);

/** Full-width forms to ASCII one for one, so that places in the two texts stay the same; upper case likewise. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/[×✕╳]/g, '*');
}

/** Takes valid credit codes out of the search, also where a longer key (a permit number) starts with one. */
function hideCreditCodes(plain: string): string {
  return plain.replace(/(?<![0-9A-Z])([A-Z]*)([0-9A-Z]{18})/g, (found) => {
    for (let at = 0; at + 18 <= found.length; at += 1) {
      const startsHere = at === 0 || /[A-Z]/.test(found.charAt(at - 1));
      if (startsHere && isCode(found.slice(at, at + 18))) {
        return found.slice(0, at) + kept.repeat(18) + found.slice(at + 18);
      }
    }
    return found;
  });
}

/** Asterisks for a run of digits that is, or has inside, a personal number. */
function maskRun(run: string, labelled: boolean): string {
  const core = run.replace(/^\*+|\*+$/g, '');
  if ([run, core, core.replace(/X$/, '')].some((one) => isWhole(one, labelled))) return '*'.repeat(run.length);
  // Numbers written without a gap between them: only the 18-character form is distinctive enough to be looked for.
  let masked = '';
  for (let at = 0; at < run.length;) {
    const found = isIdentityShape18(run.slice(at, at + 18));
    masked += found ? '*'.repeat(18) : run.charAt(at);
    at += found ? 18 : 1;
  }
  return masked;
}

function isWhole(run: string, labelled: boolean): boolean {
  const old = isIdentityShape15(run.slice(0, 15));
  if (isRegistrationNumber(run)) return labelled && old;
  if (labelled && run.length >= 15 && run.length <= 20) return true;
  const twoMore = run.length === 17 || run.length === 20;
  const number = twoMore ? run.slice(0, -2) : run;
  return isIdentityShape(number);
}
