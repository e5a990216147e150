/** Place in this text is the value of a character in GB 32100-2015, table 3: no I, O, S, V, Z. */
const outerAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const outerWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

function weighted(text: string, weights: readonly number[], valueOf: (character: string) => number): number {
  return weights.reduce((sum, weight, index) => sum + weight * valueOf(text.charAt(index)), 0);
}

/** Whether every character may stand in a credit code (GB 32100-2015, table 3). */
export function isOuterAlphabet(text: string): boolean {
  return Array.from(text).every((character) => outerAlphabet.includes(character));
}

/**
 * The check character of a unified social credit code: place 18, GB 32100-2015 section 5.
 * @param first17 places 1 to 17, upper case, of the 31 permitted characters only.
 * @throws RangeError when `first17` is anything else; the caller has to check form first.
 */
export function checkCharacter(first17: string): string {
  if (first17.length !== 17 || !isOuterAlphabet(first17)) {
    throw new RangeError('A check character is computed from exactly 17 characters of GB 32100-2015.');
  }
  const sum = weighted(first17, outerWeights, (character) => outerAlphabet.indexOf(character));
  return outerAlphabet.charAt((31 - (sum % 31)) % 31);
}

/**
 * The check character of an organisation code: place 9, GB 11714-1997. Here A = 10 … Z = 35, all 26 letters; the
 * 31-letter alphabet of the credit code gives other digits from J onwards, a mistake that many libraries make.
 * @param first8 eight characters 0-9 or A-Z.
 */
export function organisationCodeCheck(first8: string): string {
  const remainder = 11 - (weighted(first8, innerWeights, (character) => parseInt(character, 36)) % 11);
  if (remainder === 10) return 'X';
  return remainder === 11 ? '0' : String(remainder);
}

/** Whether nine characters are an organisation code with its right check character (GB 11714-1997). */
export function isOrganisationCode(text: string): boolean {
  return /^[0-9A-Z]{8}[0-9X]$/.test(text) && organisationCodeCheck(text.slice(0, 8)) === text.charAt(8);
}

/** Whether 15 digits are a registration number with its right check digit (GS15-2006, ISO 7064 MOD 11,10). */
export function isRegistrationNumber(text: string): boolean {
  if (!/^\d{15}$/.test(text)) return false;
  const product = Array.from(text.slice(0, 14)).reduce((p, digit) => (((p + Number(digit)) % 10 || 10) * 2) % 11, 10);
  return String((11 - product) % 10) === text.charAt(14);
}

/** Whether 18 characters are an identity number with its right check character (GB 11643-1999, ISO 7064 MOD 11-2). */
export function hasIdentityCheck(text: string): boolean {
  return (
    /^\d{17}[\dX]$/.test(text) && '10X98765432'.charAt(weighted(text, identityWeights, Number) % 11) === text.charAt(17)
  );
}
