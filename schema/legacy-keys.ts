import { isOrganisationCode, isRegistrationNumber } from './check-digits.ts';
import { readCreditCode, type CreditCode } from './credit-code.ts';
import { holdsIdentityShape, isIdentityShape } from './identity-shape.ts';
import { isMasked, isPlaceholder, normaliseKey } from './key-text.ts';
import { isPersonalNumber } from './personal-numbers.ts';

export { isPersonalNumber, maskPersonalNumbers } from './personal-numbers.ts';

/** absent: nothing was given, or a placeholder, or a masked value: no key, but no mistake either. `why` is safe to show. */
export type KeyReading =
  | { readonly state: 'good'; readonly value: string }
  | { readonly state: 'bad'; readonly why: string }
  | { readonly state: 'absent' };

/** personal: the identity number of an individual business's owner, of which nothing may be kept. */
export type TaxNumberReading =
  | { readonly state: 'good'; readonly creditCode: CreditCode }
  | { readonly state: 'good'; readonly organisationCode: string }
  | { readonly state: 'personal' }
  | { readonly state: 'bad'; readonly why: string }
  | { readonly state: 'absent' };

const bad = (why: string): { readonly state: 'bad'; readonly why: string } => ({ state: 'bad', why });

/** The normalised key, or what there is to say without looking at its digits. */
function keyOf(
  input: unknown,
): string | { readonly state: 'bad'; readonly why: string } | { readonly state: 'absent' } {
  if (input === null || input === undefined) return { state: 'absent' };
  if (typeof input === 'number' && !Number.isSafeInteger(input)) {
    return bad('A spreadsheet turned the key into a rounded number; its last digits are lost.');
  }
  if (typeof input !== 'string' && typeof input !== 'number' && typeof input !== 'bigint') {
    return bad('The key is not a text.');
  }
  const text = String(input);
  const key = normaliseKey(text);
  return key === '' || isPlaceholder(text) || isMasked(text) ? { state: 'absent' } : key;
}

/** Organisation code: nine characters, own check character (GB 11714-1997); with or without hyphen or blank. */
export function readOrganisationCode(input: unknown): KeyReading {
  const key = keyOf(input);
  if (typeof key !== 'string') return key;
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(key))
    return bad('An organisation code has eight letters or digits and a check character.');
  return isOrganisationCode(key)
    ? { state: 'good', value: key }
    : bad('The check character of the organisation code is wrong.');
}

/** Registration number of market regulation: 15 digits with check digit (GS15-2006); not derivable from a credit code. */
export function readRegistrationNumber(input: unknown): KeyReading {
  const key = keyOf(input);
  if (typeof key !== 'string') return key;
  if (!/^\d{15}$/.test(key))
    return bad('A registration number has 15 digits; older forms have no check digit and are no key.');
  return isRegistrationNumber(key)
    ? { state: 'good', value: key }
    : bad('The check digit of the registration number is wrong.');
}

/**
 * Taxpayer number of either generation: 18 characters are the credit code; 15 are a region of six digits, which may
 * differ from the one in the credit code, and the organisation code; 17 and 20 are an owner's identity number and two digits.
 */
export function readTaxNumber(input: unknown): TaxNumberReading {
  // A number cell of a spreadsheet, rounded at its end: useless as a key, but birthday and region are still in it.
  if (typeof input === 'number' && !Number.isSafeInteger(input) && holdsIdentityShape(String(input)))
    return { state: 'personal' };
  const key = keyOf(input);
  if (typeof key !== 'string') return key;
  // The shape is asked for: internal numbers of other systems also have 20 digits, and must not be taken for a person.
  if (/\d\d$/.test(key) && isIdentityShape(key.slice(0, -2))) return { state: 'personal' };
  if (key.length === 15 && /^\d{6}/.test(key) && isOrganisationCode(key.slice(6))) {
    return { state: 'good', organisationCode: key.slice(6) };
  }
  if (isPersonalNumber(key)) return { state: 'personal' };
  if (key.length === 18) {
    const outcome = readCreditCode(key);
    return outcome.ok ? { state: 'good', creditCode: outcome.value.code } : bad(outcome.fault.message);
  }
  if (key.length === 15) return bad('The last nine characters of the taxpayer number are no valid organisation code.');
  return bad('A taxpayer number has 15 or 18 characters.');
}
