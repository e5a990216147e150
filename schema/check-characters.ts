const outerAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const innerAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** The 31 characters of a credit code (GB 32100-2015): no I, O, S, V, Z. */
export function isCodeCharacter(sign: string): boolean {
  return outerAlphabet.includes(sign);
}

/** Place 18 for places 1–17, mod 31 with weights 3^(i−1) mod 31 (GB 32100-2015). */
export function checkCharacter(first17: string): string {
  let weight = 1;
  let sum = 0;
  for (const sign of first17) {
    sum += outerAlphabet.indexOf(sign) * weight;
    weight = (weight * 3) % 31;
  }
  return outerAlphabet[(31 - (sum % 31)) % 31]!;
}

/**
 * Ninth character of an organisation code for its first eight, mod 11 (GB 11714-1997). Values are A=10 … Z=35 over
 * all 26 letters, not those of the credit code's own alphabet.
 */
export function organisationCheckCharacter(first8: string): string {
  const sum = [...first8].reduce((total, sign, at) => total + innerAlphabet.indexOf(sign) * innerWeights[at]!, 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** Fifteenth digit of a registration number for its first fourteen (GS15-2006, ISO 7064 MOD 11,10). */
export function registrationCheckDigit(first14: string): string {
  const product = [...first14].reduce((p, digit) => {
    const sum = (p + Number(digit)) % 10 || 10;
    return (sum * 2) % 11;
  }, 10);
  return String((11 - product) % 10);
}
