import type { CreditCode } from '../../../schema/credit-code.ts';
import { recordId } from '../../connector/credit-record.ts';
import type { Fact } from '../../connector/reading.ts';
import type { Queries } from '../../database/database.ts';
import { loadFacts } from '../../deliveries/delivered-records.ts';
import { publishedKinds } from '../duty/published-part.ts';
import { isListed, mayBePublished, type PublishedDepartment } from './published-department.ts';

/** A record that may have to be published. */
export interface Candidate {
  readonly id: string;
  readonly department: string;
  readonly recordSet: string;
  readonly fact: Fact;
}

/** Kinds of records that are wanted: those that are published, or all of them. */
export type WantedKinds = 'PUBLISHED' | 'ALL';

const organisationsAtOnce = 500;

/**
 * Everything of a department that may have to be published, in the order of credit codes, a page at a time. Of a
 * department that can only be asked, what it said when it was last asked about each organisation.
 */
export async function* listCandidates(
  queries: Queries,
  department: PublishedDepartment,
  kinds: WantedKinds = 'PUBLISHED',
): AsyncGenerator<readonly Candidate[]> {
  const page = isListed(department) ? listedPage : sweptPage;
  for (let after = ''; ;) {
    const { last, facts } = await page(queries, department, { after, kinds });
    if (last === null) return;
    yield facts
      .filter(
        ({ fact, recordSet }) =>
          (kinds === 'ALL' || publishedKinds.includes(fact.recordKind)) && mayBePublished(department, recordSet, fact),
      )
      .map(({ fact, recordSet }) => ({
        id: recordId(department.name, fact),
        department: department.name,
        recordSet,
        fact,
      }));
    after = last;
  }
}

interface Page {
  /** Credit code with which the page ends; null: nothing is left. */
  readonly last: string | null;
  readonly facts: readonly { readonly recordSet: string; readonly fact: Fact }[];
}

interface Stretch {
  readonly after: string;
  readonly kinds: WantedKinds;
}

async function listedPage(queries: Queries, { name }: PublishedDepartment, { after, kinds }: Stretch): Promise<Page> {
  const rows = await queries.query<{ credit_code: CreditCode }>(
    `SELECT DISTINCT credit_code FROM delivered_facts
     WHERE department = $1 AND ($2::text[] IS NULL OR fact->>'recordKind' = ANY($2)) AND credit_code > $3 ORDER BY credit_code LIMIT $4`,
    [name, kinds === 'ALL' ? null : publishedKinds, after, organisationsAtOnce],
  );
  const codes = rows.map((row) => row.credit_code);
  const facts = codes.length === 0 ? new Map<CreditCode, never>() : await loadFacts(queries, name, codes);
  return { last: codes.at(-1) ?? null, facts: codes.flatMap((code) => facts.get(code) ?? []) };
}

async function sweptPage(queries: Queries, { name }: PublishedDepartment, { after }: Stretch): Promise<Page> {
  const rows = await queries.query<{ credit_code: string; facts: Page['facts'] }>(
    `SELECT credit_code, facts FROM publicity_sweeps
     WHERE department = $1 AND credit_code > $2 AND answered_at IS NOT NULL ORDER BY credit_code LIMIT $3`,
    [name, after, organisationsAtOnce],
  );
  return { last: rows.at(-1)?.credit_code ?? null, facts: rows.flatMap(({ facts }) => facts) };
}
