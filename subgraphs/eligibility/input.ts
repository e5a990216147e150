import { readCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { ArgumentInvalid } from '../../schema/errors.ts';
import { dayNumber } from '../../schema/local-date.ts';
import type { Matter } from './matters/matter.ts';
import { refuse } from './refusals.ts';

const longestKey = 200;

/** @throws EligibilityRefused IDEMPOTENCY_KEY_INVALID */
export function readKey(key: string): string {
  return key.trim() === '' || key.length > longestKey ? refuse('IDEMPOTENCY_KEY_INVALID', 'idempotencyKey') : key;
}

/** @throws EligibilityRefused CREDIT_CODE_INVALID */
export function readCode(creditCode: unknown): CreditCode {
  const read = readCreditCode(creditCode);
  return read.ok ? read.value.code : refuse('CREDIT_CODE_INVALID', 'creditCode');
}

/** @throws EligibilityRefused MATTER_NOT_FOUND */
export function readMatter(code: string, matters: readonly Matter[]): Matter {
  return matters.find((one) => one.code === code) ?? refuse('MATTER_NOT_FOUND', 'matter');
}

/**
 * The day of an application; today where none is given. A day to come would be judged by what nobody knows yet.
 * @throws EligibilityRefused DAY_INVALID
 */
export function readDay(on: string | null | undefined, today: string): string {
  if (on == null) return today;
  try {
    dayNumber(on);
  } catch (error) {
    if (!(error instanceof ArgumentInvalid)) throw error;
    refuse('DAY_INVALID', 'on');
  }
  return on > today ? refuse('DAY_INVALID', 'on') : on;
}
