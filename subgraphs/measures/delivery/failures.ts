import { DepartmentError } from '../../../schema/errors.ts';
import type { Queries } from '../../database/database.ts';
import type { Claimed } from './claim.ts';

/** How long deliveries that fail are tried again. */
export interface Patience {
  /** The first wait; each further one is twice as long, up to the longest. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** Tries of a delivery that the department's system refuses, after which somebody has to look. */
  readonly refused: number;
  /** Tries of one that gets no answer. */
  readonly silent: number;
}

/** A system may be off for a long weekend: with these figures it is tried for three days. */
export const patience: Patience = { firstMs: 1000, longestMs: 15 * 60_000, refused: 5, silent: 300 };

const refusals: ReadonlySet<string> = new Set(['DEPARTMENT_REFUSED', 'DEPARTMENT_ANSWER_INVALID']);

/** Puts failed deliveries back, each with its time for the next try, or gives them up as dead letters. */
export async function putBack(
  queries: Queries,
  claimed: readonly Claimed[],
  { error, patience }: { readonly error: unknown; readonly patience: Patience },
): Promise<void> {
  const code = error instanceof DepartmentError ? String((error as { code?: unknown }).code) : 'DELIVERY_FAILED';
  const most = refusals.has(code) ? patience.refused : patience.silent;
  const rows = claimed.map(({ deliveryId, attempts }) => ({
    id: deliveryId,
    dead: attempts >= most,
    wait: waitMs(attempts, patience),
  }));
  await queries.query(
    `UPDATE order_deliveries d SET claimed_until = NULL, error_code = $2,
       state = CASE WHEN given.dead THEN 'DEAD' ELSE 'WAITING' END,
       ended_at = CASE WHEN given.dead THEN now() END,
       due_at = now() + given.wait * interval '1 ms'
     FROM jsonb_to_recordset($1::jsonb) AS given (id bigint, dead boolean, wait float8)
     WHERE d.delivery_id = given.id AND d.state = 'WAITING'`,
    [JSON.stringify(rows), code],
  );
}

/** A fifth up or down, so that what failed together does not come back together. */
export function waitMs(attempts: number, { firstMs, longestMs }: Patience, random: () => number = Math.random): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempts - 1, 30)) * (0.8 + 0.4 * random());
}
