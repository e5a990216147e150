import type { CreditCode } from '../../schema/credit-code.ts';
import type { Queries } from '../database/database.ts';
import { selected } from './kept-entries.ts';
import type { Stretch } from './paging.ts';
import { sectionsIn, type SectionRow } from './section-rows.ts';
import { wholeColumns, type WholeEntry } from './whole-entry.ts';

/** Whose entries may be seen. */
export interface Scope {
  /** Entries about this organisation; null: about any. */
  readonly organisation: CreditCode | null;
  /** Entries of this department's staff; null: of anybody. */
  readonly department: string | null;
  /** Entries that are hidden at this moment are left out; null: they are shown. */
  readonly hiddenAt: string | null;
}

/** All but their month come from the entry and its content alike. */
const joined = wholeColumns.map(([name]) => (name === 'month' ? 'e.month' : name)).join(', ');

const visible = `($2::text IS NULL OR department = $2)
  AND ($3::timestamptz IS NULL OR hidden_until IS NULL OR hidden_until <= $3)
  AND ($4::bigint IS NULL OR seq < $4)
  AND ($5::timestamptz IS NULL OR at >= $5)
  AND ($6::timestamptz IS NULL OR at < $6)
  AND kind <> 'RETIREMENT'
  ORDER BY seq DESC LIMIT $7`;

/** Entries of either form, each kind found by its own indexes; which are in rows tells how sections are written. */
function found(about: string): string {
  return `SELECT * FROM (
    (SELECT ${wholeColumns.map(([name]) => name).join(', ')}, false AS in_rows FROM disclosures WHERE ${about} AND ${visible})
    UNION ALL
    (SELECT ${joined}, true AS in_rows FROM disclosure_entries e JOIN disclosure_contents c USING (month, content)
     WHERE ${about} AND ${visible})
  ) AS both_forms ORDER BY seq DESC LIMIT $7`;
}

const ofAny = found('true');
const ofOne = found('organisations @> ARRAY[asked.code]');

/** Newest first, a list for each scope. They differ in nothing but the organisation. */
export async function readEntries(
  queries: Queries,
  scopes: readonly Scope[],
  stretch: Stretch,
): Promise<WholeEntry[][]> {
  const [scope] = scopes;
  if (scope === undefined) return [];
  const { before, from, most, until } = stretch;
  const rows = await queries.query<WholeEntry & { readonly place: number; readonly in_rows: boolean }>(
    `SELECT asked.place, e.in_rows, ${selected(wholeColumns, 'e.')}
     FROM unnest($1::text[]) WITH ORDINALITY AS asked (code, place)
     CROSS JOIN LATERAL (${scope.organisation === null ? ofAny : ofOne}) AS e
     ORDER BY asked.place, e.seq DESC`,
    [scopes.map(({ organisation }) => organisation), scope.department, scope.hiddenAt, before, from, until, most],
  );
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return scopes.map((_, at) => (byPlace.get(at + 1) ?? []).map(withSections));
}

function withSections({ in_rows: inRows, ...entry }: WholeEntry & { readonly in_rows: boolean }): WholeEntry {
  if (!inRows) return entry;
  return { ...entry, sections: sectionsIn(entry.sections as unknown as readonly SectionRow[], entry.organisations) };
}
