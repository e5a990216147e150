import { GatewayError } from '../../schema/errors.ts';

/** Why something is refused, what is wrong, and how to mend it. The codes are stable. */
const refusals = {
  ACTION_NOT_ALLOWED: [
    'Your role does not allow this.',
    'An approval system or an officer has to do it; for an acceptance, one of the department that handles the matter.',
  ],
  IDEMPOTENCY_KEY_INVALID: ['The idempotency key is empty or too long.', 'Give 1 to 200 characters.'],
  IDEMPOTENCY_KEY_REUSED: [
    'The same idempotency key was used with other input.',
    'Repeat the same input, or give a new key.',
  ],
  CREDIT_CODE_INVALID: ['The credit code cannot be one.', 'Check its 18 places.'],
  MATTER_NOT_FOUND: ['There is no such matter.', 'Choose a code of `greenChannelMatters`.'],
  DAY_INVALID: [
    'The day is no day of the calendar, or after today.',
    'Give a day such as 2026-11-24, not after today.',
  ],
  SCREENING_SIZE_INVALID: [
    'A batch is of 1 to 10,000 organisations.',
    'Give 1 to 10,000 credit codes, several batches for more.',
  ],
  SCREENING_NOT_FOUND: ['There is no such batch of yours.', 'Take the id from `startScreening`.'],
  RECEIPT_INVALID: ['This is no receipt number.', 'Check it character by character; its last one is a check.'],
  DECISION_NOT_USABLE: [
    'The decision is about another organisation or matter, or was not taken today.',
    'Have the green channel decided today for this organisation and matter, and give that receipt.',
  ],
  NOT_ELIGIBLE: [
    'The decision does not open the green channel.',
    'Accept the application in the ordinary way, with every document.',
  ],
  GROUNDS_MISSING: [
    'A disputed case is decided by a person, who has to say why.',
    'An officer of the department that handles the matter has to give grounds.',
  ],
  GAPS_NOT_ALLOWED: ['This matter takes no application with documents outstanding.', 'Have every document handed in.'],
  NOTHING_OUTSTANDING: ['No document is outstanding.', 'Accept the application in the ordinary way.'],
  MATERIAL_NOT_FOUND: ['The matter has no such material.', 'Take the codes from `materials` of the matter.'],
  MATERIAL_IS_MAIN: ['A main material is never outstanding.', 'Have it handed in before the application is accepted.'],
  MATERIAL_NOT_OUTSTANDING: ['This material is not outstanding.', 'See `outstanding` of the acceptance.'],
  TEXT_INVALID: ['A text is empty or longer than 4,000 characters.', 'Give 1 to 4,000 characters.'],
  HASH_INVALID: ['This is no SHA-256.', 'Give 64 hexadecimal digits in lower case.'],
  ACCEPTANCE_NOT_FOUND: ['There is no such acceptance.', 'Take the id from `acceptanceWorklist`.'],
  ACCEPTANCE_NOT_IN_STATE: ['The acceptance is not at this step.', 'See its `status`.'],
  ACCEPTANCE_OVERDUE: [
    'The day by which the documents were due is over.',
    'What comes late does not count; the department ends the procedure.',
  ],
} as const satisfies Readonly<Record<string, readonly [message: string, remedy: string]>>;

export type RefusalCode = keyof typeof refusals;

/** Input or a caller that eligibility does not accept. Nothing has changed. */
export class EligibilityRefused extends GatewayError {
  readonly code: RefusalCode;
  /** The input that it is about. */
  readonly field: string | null;

  constructor(code: RefusalCode, field: string | null = null) {
    const [message, remedy] = refusals[code];
    super(message, remedy, field === null ? {} : { field });
    this.code = code;
    this.field = field;
  }
}

export function refuse(code: RefusalCode, field?: string): never {
  throw new EligibilityRefused(code, field);
}
