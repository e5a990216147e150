import { countFinding, type FindingRow } from '../figures/finding.ts';
import { pages, type Counted, type Scope } from './scope.ts';

const pageSize = 1000;

interface Row extends FindingRow {
  key: string;
}

export async function* readFindings(scope: Scope, from: string | null): AsyncGenerator<Counted> {
  const found = pages(
    pageSize,
    from,
    (place) => readPage(scope, place),
    ({ key }) => key,
  );
  for await (const page of found)
    for (const finding of page)
      yield { key: finding.key, contributions: countFinding(finding, scope.counting), overdue: [] };
}

/** Found in the period, or earlier and still waiting at its end. */
function readPage(
  { counting: { period }, department, queries }: Scope,
  { inclusive, key }: { readonly key: string | null; readonly inclusive: boolean },
): Promise<Row[]> {
  const place = key === null ? null : (JSON.parse(key) as readonly string[]);
  return queries.query<Row & Record<string, unknown>>(
    `SELECT department, record_set AS "recordSet", queue, row_ref AS "rowRef", reason, found_at AS "foundAt", cleared_at AS "clearedAt",
       jsonb_build_array(department, record_set, queue, row_key, found_at)::text AS key
     FROM kept_row_findings
     WHERE found_at < $2 AND (found_at >= $1 OR cleared_at IS NULL OR cleared_at >= $2) AND ($3::text IS NULL OR department = $3)
       AND ($4::text IS NULL OR (department, record_set, queue, row_key, found_at) ${inclusive ? '>=' : '>'} ($4, $5, $6, $7, $8::timestamptz))
     ORDER BY department, record_set, queue, row_key, found_at LIMIT ${pageSize}`,
    [period.start, period.end, department, ...(place ?? [null, null, null, null, null])],
  );
}
