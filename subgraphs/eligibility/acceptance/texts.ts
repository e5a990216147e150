import { maskPersonalNumbers } from '../../../schema/personal-numbers.ts';
import { refuse } from '../refusals.ts';

const longest = 4000;

/** What somebody typed: trimmed, and without the numbers of natural persons. @throws EligibilityRefused TEXT_INVALID */
export function readText(field: string, typed: string): string {
  const text = typed.trim();
  return text === '' || text.length > longest ? refuse('TEXT_INVALID', field) : maskPersonalNumbers(text);
}

/** @throws EligibilityRefused HASH_INVALID */
export function readHash(field: string, hash: string): string {
  return /^[0-9a-f]{64}$/.test(hash) ? hash : refuse('HASH_INVALID', field);
}
