import { GatewayError } from '../../schema/errors.ts';

/** Why an upload is refused, what is wrong, and how to mend it. The codes are stable. */
const refusals = {
  ACTION_NOT_ALLOWED: [
    'Your role does not allow this.',
    'An officer of the department itself hands in, sees and withdraws its workbooks.',
  ],
  DEPARTMENT_TAKES_NO_UPLOADS: [
    'This department has a system of its own; it hands in no workbooks.',
    'See `departments` for how it delivers.',
  ],
  IDEMPOTENCY_KEY_INVALID: ['The idempotency key is empty or too long.', 'Give 1 to 200 characters.'],
  IDEMPOTENCY_KEY_REUSED: [
    'The same idempotency key was used with other input.',
    'Repeat the same input, or give a new key.',
  ],
  FILE_NAME_INVALID: [
    'The name of the file is empty, too long, or a path.',
    'Give the bare name, at most 200 characters.',
  ],
  CONTENT_INVALID: ['The content is empty or no Base64.', 'Send the bytes of the .xlsx file.'],
  UPLOAD_TOO_LARGE: [
    'The file is too large.',
    'Send at most 2 MB; remove formats of empty cells, pictures and old sheets.',
  ],
  DAY_INVALID: [
    'The day is no day of the calendar, or after today.',
    'Give a day such as 2026-07-01, not after today.',
  ],
  UPLOAD_OUT_OF_DATE: [
    'What the department has stated already holds as of a later day.',
    'Hand in the newest workbook, or withdraw the later one first.',
  ],
  UPLOAD_NOT_FOUND: ['There is no such upload of this department.', 'Take the id from `uploads`.'],
  UPLOAD_NOT_IN_STATE: ['Nothing of this upload is in use.', 'See its `state`.'],
  UPLOAD_NOT_LATEST: [
    'Something was taken from this department after this upload.',
    'Withdraw the later upload first; where a file came by the folder, hand in a new workbook instead.',
  ],
  UPLOAD_TOO_OLD: ['What stood before this upload is no longer kept.', 'Hand in a new workbook instead.'],
  GROUNDS_INVALID: ['The grounds are empty or longer than 1,000 characters.', 'Say in 1 to 1,000 characters why.'],
} as const satisfies Readonly<Record<string, readonly [message: string, remedy: string]>>;

type RefusalCode = keyof typeof refusals;

/** Input or a caller that is not accepted. Nothing has changed. */
export class UploadRefused extends GatewayError {
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
  throw new UploadRefused(code, field);
}
