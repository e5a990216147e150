import { GatewayError } from '../../schema/errors.ts';
import type { Caller } from './state/caller.ts';

/** The key is empty, too long, or holds something that cannot be printed. */
export class IdempotencyKeyInvalid extends GatewayError {
  readonly code = 'IDEMPOTENCY_KEY_INVALID';
  constructor() {
    super('The idempotencyKey is unusable.', 'Give 1 to 200 printable characters, a new key for each new command.');
  }
}

/** The same caller has given another command under this key. */
export class IdempotencyKeyReused extends GatewayError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  constructor() {
    super(
      'This idempotencyKey has been used for another command already.',
      'Repeat a command with exactly what it said before, or give this one a new key.',
    );
  }
}

/** @throws IdempotencyKeyInvalid */
export function requireIdempotencyKey(key: string): void {
  if (!/^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u.test(key) || key.trim() === '') throw new IdempotencyKeyInvalid();
}

/** Whose keys are kept apart from everybody else's: one subject in one role. */
export function keyHolder({ role, id }: Caller): string {
  return `${role} ${id}`;
}
