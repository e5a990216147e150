import { LRUCache } from 'lru-cache';
import { checkCharacter, isOrganisationCode, isOuterAlphabet } from './check-digits.ts';
import { onlyRepair } from './confusable-letters.ts';
import { registries } from './credit-code-registries.ts';
import { remedyOf } from './credit-code-remedies.ts';
import { CreditCodeInvalid } from './errors.ts';
import { holdsIdentityShape, isIdentityShape18 } from './identity-shape.ts';
import { isMasked, isPlaceholder, normaliseKey } from './key-text.ts';

export { checkCharacter };

/** A unified social credit code (GB 32100-2015) in its one written form: 18 characters, half width, upper case. */
export type CreditCode = string & { readonly __brand: 'CreditCode' };

/** INNER_CHECK: the code's own check is right, but not the one of the organisation code inside it. */
export type CodeQuality = 'INNER_CHECK';

export interface ParsedCreditCode {
  readonly code: CreditCode;
  readonly quality: readonly CodeQuality[];
  /** Place 1: the authority that gave out the code; `department` is its folder, if it is one of the district's. */
  readonly registry: { readonly code: string; readonly name: string; readonly department: string | null };
  /** Place 2: the kind of organisation; null where the authority does not subdivide. */
  readonly category: { readonly code: string; readonly name: string } | null;
}

export interface CreditCodeFault {
  readonly reason:
    | 'EMPTY'
    | 'MASKED'
    | 'PLACEHOLDER'
    | 'LENGTH'
    | 'CHARACTER'
    | 'SCIENTIFIC_NOTATION'
    | 'REGISTRY'
    | 'CATEGORY'
    | 'REGION'
    | 'CHECK_DIGIT'
    | 'LEGACY_KEY';
  /** An English sentence, safe to show: it never repeats the value. */
  readonly message: string;
  /** The code that was meant, only where that is certain. */
  readonly suggestion: string | null;
}

type Outcome =
  { readonly ok: true; readonly value: ParsedCreditCode } | { readonly ok: false; readonly fault: CreditCodeFault };

const refuse = (reason: CreditCodeFault['reason'], message: string, suggestion: string | null = null): Outcome => ({
  ok: false,
  fault: { reason, message, suggestion },
});

/**
 * Reads whatever a caller or a department gives as a credit code: half and full width, either case, blanks and hyphens
 * are normalised first. Never throws. Source: GB 32100-2015 and GB 11714-1997.
 */
export function readCreditCode(input: unknown): Outcome {
  if (typeof input !== 'string') return read(input);
  const known = recent.get(input);
  if (known !== undefined) return known;
  const outcome = read(input);
  if (outcome.ok && outcome.value.code === input) recent.set(input, outcome);
  return outcome;
}

/** Codes in their written form: those of a batch are read several times on its way. */
const recent = new LRUCache<string, Outcome>({ max: 10_000 });

function read(input: unknown): Outcome {
  if (input === null || input === undefined) return refuse('EMPTY', 'No credit code was given.');
  if (typeof input === 'number') return refuse('SCIENTIFIC_NOTATION', scientificMessage);
  if (typeof input !== 'string' && typeof input !== 'bigint') {
    return refuse('CHARACTER', 'A credit code is a text of 18 characters; something else was given.');
  }
  const text = String(input);
  const key = normaliseKey(text);
  return refuseUnlikeCode(text, key) ?? refuseForm(key) ?? readParts(key);
}

const scientificMessage = 'A spreadsheet turned the code into a number and rounded it; its last digits are lost.';

/** What does not try to be a credit code at all. */
function refuseUnlikeCode(text: string, key: string): Outcome | null {
  // Eighteen zeros pass both checks; they are left to the table of authorities, which is the rule that holds.
  if (isPlaceholder(text) && key !== '0'.repeat(18)) {
    return refuse('PLACEHOLDER', 'A placeholder was given instead of a credit code.');
  }
  if (key === '') return refuse('EMPTY', 'No credit code was given.');
  if (isMasked(text)) return refuse('MASKED', 'Part of the code is masked; a masked code identifies nobody.');
  if (/^\d\.\d+E\+?\d+$|^\dE\+?\d{1,2}$/.test(key)) return refuse('SCIENTIFIC_NOTATION', scientificMessage);
  if (/^\d{14}[\dX]$/.test(key)) {
    return refuse('LEGACY_KEY', 'Fifteen digits are a registration or old taxpayer number, not a credit code.');
  }
  return null;
}

function refuseForm(key: string): Outcome | null {
  const characters = Array.from(key);
  if (characters.length !== 18) {
    return refuse('LENGTH', `The code has ${characters.length} characters; a credit code has 18.`);
  }
  const at = characters.findIndex((character) => !isOuterAlphabet(character));
  if (at < 0) return null;
  const character = characters[at] ?? '';
  const what = /[A-Z]/.test(character) ? `The letter ${character}` : 'The character';
  return refuse('CHARACTER', `${what} at place ${at + 1} is not used in credit codes.`, repairOf(key));
}

function readParts(key: string): Outcome {
  const registry = registries.get(key.charAt(0));
  if (registry === undefined) return refuse('REGISTRY', `No authority has the character ${key.charAt(0)} at place 1.`);
  const category = registry.categories[key.charAt(1)];
  if (category === undefined) {
    const place = `the character ${key.charAt(1)} at place 2`;
    return refuse('CATEGORY', `The authority at place 1 has no kind of organisation with ${place}.`);
  }
  if (!/^\d{6}$/.test(key.slice(2, 8))) return refuse('REGION', 'Places 3 to 8 are a region number: six digits.');
  if (checkCharacter(key.slice(0, 17)) !== key.charAt(17)) {
    return refuse('CHECK_DIGIT', 'The check character at place 18 is wrong; at least one character is mistaken.');
  }
  const inner = isOrganisationCode(key.slice(8, 17));
  // One identity number in 31 passes the outer check alone; with the inner one wrong too, it is taken for what it is.
  if (!inner && isIdentityShape18(key)) {
    return refuse(
      'CHECK_DIGIT',
      'The check inside the code is wrong, and the value has the form of an identity number.',
    );
  }
  const value: ParsedCreditCode = {
    code: key as CreditCode,
    quality: inner ? [] : ['INNER_CHECK'],
    registry: { code: key.charAt(0), name: registry.name, department: registry.department },
    category: category === null ? null : { code: key.charAt(1), name: category },
  };
  return { ok: true, value };
}

function repairOf(key: string): string | null {
  return onlyRepair(key, (candidate) => {
    if (!isOuterAlphabet(candidate)) return false;
    const outcome = readParts(candidate);
    return outcome.ok && outcome.value.quality.length === 0;
  });
}

/** @throws CreditCodeInvalid with what is wrong, what to do, and the code that was meant where that is certain. */
export function parseCreditCode(input: unknown): ParsedCreditCode {
  const outcome = readCreditCode(input);
  if (outcome.ok) return outcome.value;
  const { reason, message, suggestion } = outcome.fault;
  // Repeated so that one of many can be found again; a personal number given by mistake is repeated to nobody.
  const echo = typeof input === 'string' && !holdsIdentityShape(input) ? { input: input.slice(0, 40) } : {};
  throw new CreditCodeInvalid(message, remedyOf(outcome.fault), { reason, suggestion, ...echo });
}

/** Places 9 to 17: the organisation code (GB 11714) inside a credit code, without hyphen. */
export function organisationCodeOf(code: CreditCode): string {
  return code.slice(8, 17);
}
