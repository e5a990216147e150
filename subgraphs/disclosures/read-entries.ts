import type { CreditCode } from '../../schema/credit-code.ts';
import type { Queries } from '../database/database.ts';
import { columns, type KeptEntry } from './kept-entry.ts';
import type { Stretch } from './paging.ts';

/** Whose entries may be seen. */
export interface Scope {
  /** Entries about this organisation; null: about any. */
  readonly organisation: CreditCode | null;
  /** Entries of this department's staff; null: of anybody. */
  readonly department: string | null;
  /** Entries that are hidden at this moment are left out; null: they are shown. */
  readonly hiddenAt: string | null;
}

const selected = columns
  .map(([name, type]) => (type === 'date' ? `e.${name}::text AS ${name}` : `e.${name}`))
  .join(', ');

/** Newest first, a list for each scope. They differ in nothing but the organisation. */
export async function readEntries(
  queries: Queries,
  scopes: readonly Scope[],
  stretch: Stretch,
): Promise<KeptEntry[][]> {
  const [scope] = scopes;
  if (scope === undefined) return [];
  const { before, from, most, until } = stretch;
  const rows = await queries.query<KeptEntry & { place: number }>(
    `SELECT asked.place, ${selected}
     FROM unnest($1::text[]) WITH ORDINALITY AS asked (code, place)
     CROSS JOIN LATERAL (
       SELECT * FROM disclosures
       WHERE ${scope.organisation === null ? 'true' : 'organisations @> ARRAY[asked.code]'}
         AND ($2::text IS NULL OR department = $2)
         AND ($3::timestamptz IS NULL OR hidden_until IS NULL OR hidden_until <= $3)
         AND ($4::bigint IS NULL OR seq < $4)
         AND ($5::timestamptz IS NULL OR at >= $5)
         AND ($6::timestamptz IS NULL OR at < $6)
         AND kind <> 'RETIREMENT'
       ORDER BY seq DESC LIMIT $7
     ) AS e
     ORDER BY asked.place, e.seq DESC`,
    [scopes.map(({ organisation }) => organisation), scope.department, scope.hiddenAt, before, from, until, most],
  );
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return scopes.map((_, at) => byPlace.get(at + 1) ?? []);
}
