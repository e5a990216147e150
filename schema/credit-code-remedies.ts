import type { CreditCodeFault } from './credit-code.ts';

const remedies: Partial<Record<CreditCodeFault['reason'], string>> = {
  MASKED: 'Give the whole code; a name can be searched for instead.',
  SCIENTIFIC_NOTATION: 'Format the column as text before the code is entered, and take the code from its source again.',
  LEGACY_KEY: 'Ask with the credit code; the register knows which organisation had the old number.',
  CHECK_DIGIT: 'Compare the code with the licence, character by character.',
};

/** What somebody who gave a faulty credit code can do: an English sentence, with the code that was meant where it is certain. */
export function remedyOf({ reason, suggestion }: CreditCodeFault): string {
  if (suggestion !== null) return `Probably ${suggestion} was meant; compare it with the licence.`;
  return remedies[reason] ?? "Give the 18 characters that are printed on the organisation's licence.";
}
