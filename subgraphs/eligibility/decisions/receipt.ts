import { checkCharacter } from '../../../schema/check-digits.ts';

/** The characters of a credit code: none is mistaken for another when it is read aloud or written by hand. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const shape = /^LT\d{8}-[0-9A-HJ-NP-RTUWXY]{8}$/;

/** A whole number from 0 to below `below`, not to be guessed. */
export type Random = (below: number) => number;

/**
 * A receipt number such as LT20261124-7K3M9QX2: 绿通, the local day, seven characters drawn by lot, and a check
 * character over all of it (GB 32100-2015, as of a credit code), which finds one wrong character or two swapped ones.
 */
export function newReceipt(on: string, random: Random): string {
  const drawn = Array.from({ length: 7 }, () => alphabet.charAt(random(alphabet.length))).join('');
  const day = on.replaceAll('-', '');
  return `LT${day}-${drawn}${checkCharacter(`LT${day}${drawn}`)}`;
}

/** A receipt number as somebody typed it; null: it cannot be one. */
export function readReceipt(typed: string): string | null {
  const receipt = typed.normalize('NFKC').trim().toUpperCase();
  if (!shape.test(receipt)) return null;
  const plain = receipt.replace('-', '');
  return checkCharacter(plain.slice(0, 17)) === plain.charAt(17) ? receipt : null;
}
