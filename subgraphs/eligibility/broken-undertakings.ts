import type { CreditCode } from '../../schema/credit-code.ts';
import type { Queries } from '../database/database.ts';
import type { BrokenUndertaking } from './verdict/input.ts';

/** Undertakings of organisations that were not kept, oldest first; an organisation without any is not in the map. */
export async function loadBrokenUndertakings(
  queries: Queries,
  codes: readonly CreditCode[],
): Promise<ReadonlyMap<CreditCode, readonly BrokenUndertaking[]>> {
  const rows = await queries.query<{
    credit_code: CreditCode;
    acceptance_id: string;
    matter: string;
    broken_on: string;
  }>(
    `SELECT credit_code, acceptance_id, matter, broken_on FROM broken_undertakings
     WHERE credit_code = ANY($1) ORDER BY broken_on, acceptance_id`,
    [codes],
  );
  const byCode = Map.groupBy(rows, (row) => row.credit_code);
  return new Map(
    [...byCode].map(([code, own]) => [
      code,
      own.map((row) => ({ acceptanceId: row.acceptance_id, matter: row.matter, brokenOn: row.broken_on })),
    ]),
  );
}
