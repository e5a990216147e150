import type { CreditCode } from '../../schema/credit-code.ts';
import type { Queries } from '../database/database.ts';
import type { BrokenUndertaking } from './verdict/input.ts';

/**
 * Undertakings of organisations that were not kept by today, oldest first; an organisation without any is not in the
 * map. A day that is over counts before any timer has noted it, unless it was provisional and has to be reckoned again.
 */
export async function loadBrokenUndertakings(
  queries: Queries,
  codes: readonly CreditCode[],
  today: string,
): Promise<ReadonlyMap<CreditCode, readonly BrokenUndertaking[]>> {
  const rows = await queries.query<Row>(
    `SELECT credit_code, acceptance_id, matter, broken_on FROM broken_undertakings WHERE credit_code = ANY($1)
     UNION ALL
     SELECT credit_code, acceptance_id, matter, due_on + 1 FROM acceptances
     WHERE credit_code = ANY($1) AND status = 'ACCEPTED_WITH_GAPS' AND due_on < $2
       AND NOT (state #>> '{facts,due,provisional}')::boolean
     ORDER BY broken_on, acceptance_id`,
    [codes, today],
  );
  const byCode = Map.groupBy(rows, (row) => row.credit_code);
  return new Map(
    [...byCode].map(([code, own]) => [
      code,
      own.map((row) => ({ acceptanceId: row.acceptance_id, matter: row.matter, brokenOn: row.broken_on })),
    ]),
  );
}

interface Row {
  credit_code: CreditCode;
  acceptance_id: string;
  matter: string;
  broken_on: string;
}
