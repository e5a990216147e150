import { canonicalJson, sha256 } from '../../../schema/canonical-json.ts';
import type { Queries } from '../../database/database.ts';
import { refuse } from '../refusals.ts';
import type { Caller } from '../state/caller.ts';
import type { Giver } from './desk.ts';
import { VersionConflict } from './transactions.ts';

/** A command under the key that its caller gave it. */
export interface KeyedCommand {
  readonly caller: string;
  readonly key: string;
  /** Digest of what the command says: the same key for something else is a mistake of the client. */
  readonly digest: string;
}

/** Printable, and not blank throughout. */
const acceptableKey = /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

/** @throws MeasureRefused IDEMPOTENCY_KEY_INVALID */
export function requireIdempotencyKey(key: string): void {
  if (!acceptableKey.test(key)) refuse('IDEMPOTENCY_KEY_INVALID');
}

/** @throws MeasureRefused IDEMPOTENCY_KEY_INVALID */
export function keyedCommand({ by, idempotencyKey }: Giver, content: unknown): KeyedCommand {
  requireIdempotencyKey(idempotencyKey);
  const digest = sha256(canonicalJson(content));
  return { caller: callerKey(by), key: idempotencyKey, digest };
}

/**
 * Takes the key for a command about `subject` (a measure's id, an item's code), before anything is decided: the same
 * command that is being taken elsewhere at this moment is waited for. Null: the key is this command's; otherwise the
 * subject of the earlier one.
 * @throws MeasureRefused IDEMPOTENCY_KEY_REUSED
 */
export async function takeKey(
  queries: Queries,
  { caller, key, digest }: KeyedCommand,
  { subject, at }: { readonly subject: string; readonly at: string },
): Promise<string | null> {
  const taken = await queries.query(
    `INSERT INTO measure_commands (caller, idempotency_key, digest, subject, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING subject`,
    [caller, key, digest, subject, at],
  );
  if (taken.length > 0) return null;
  const [known] = await queries.query<{ digest: string; subject: string }>(
    'SELECT digest, subject FROM measure_commands WHERE caller = $1 AND idempotency_key = $2',
    [caller, key],
  );
  if (known === undefined) throw new VersionConflict(`The key ${key}`);
  return known.digest === digest ? known.subject : refuse('IDEMPOTENCY_KEY_REUSED');
}

/** Keys of two callers never meet, also where they share a department. */
function callerKey(by: Caller): string {
  const office = by.role === 'officer' ? by.department : by.role === 'representative' ? by.creditCode : '';
  return JSON.stringify([by.role, office, by.id]);
}
