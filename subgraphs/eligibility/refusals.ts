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
