import type { Queries } from '../../database/database.ts';
import type { CatalogueItem } from '../catalogue/catalogue-item.ts';
import type { Context } from '../context.ts';
import type { GivenInitiation } from './desk.ts';

/** The part of a context that is the same for every command: periods, calendar, repair rules. */
export type Rules = Omit<Context, 'item' | 'runningAlike' | 'repairBarredUntil' | 'source'>;

/** What an initiation looks at: the item as it stands, and whether the same measure runs already. */
export async function contextOfInitiation(
  queries: Queries,
  { creditCode, determination, itemCode }: GivenInitiation,
  rules: Rules,
): Promise<Context> {
  const [row] = await queries.query<{ item: CatalogueItem | null; running: string | null }>(
    `SELECT (SELECT item FROM catalogue_items WHERE code = $1) AS item,
       (SELECT measure_id FROM measures WHERE credit_code = $2 AND item_code = $1 AND determiner = $3
          AND document_number = $4 AND status IN ('NOTIFIED', 'IN_FORCE', 'SUSPENDED')) AS running`,
    [itemCode, creditCode, determination.department, determination.documentNumber.trim()],
  );
  return { ...rules, item: row?.item ?? null, runningAlike: row?.running ?? null, repairBarredUntil: null };
}

/** What a command about a measure looks at; `creditCode` is asked for a bar only where one can matter. */
export async function contextOfCommand(queries: Queries, creditCode: string | null, rules: Rules): Promise<Context> {
  const around = { ...rules, item: null, runningAlike: null };
  if (creditCode === null) return { ...around, repairBarredUntil: null };
  const [row] = await queries.query<{ barred_until: string }>(
    'SELECT barred_until FROM repair_bars WHERE credit_code = $1',
    [creditCode],
  );
  return { ...around, repairBarredUntil: row?.barred_until ?? null };
}
