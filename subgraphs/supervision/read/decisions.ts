import { countDecision, type DecisionRow } from '../figures/decision.ts';
import { pages, type Counted, type Scope } from './scope.ts';

const pageSize = 1000;

/** Decisions on the green channel in the period, whatever their verdict. */
export async function* readDecisions(scope: Scope, from: string | null): AsyncGenerator<Counted> {
  const found = pages(
    pageSize,
    from,
    (place) => readPage(scope, place),
    ({ receipt }) => receipt,
  );
  for await (const page of found)
    for (const decision of page)
      yield { key: decision.receipt, contributions: countDecision(decision, scope.counting), overdue: [] };
}

/** Of several acceptances on one decision the first is what came of it. */
function readPage(
  { counting: { period }, queries }: Scope,
  { inclusive, key }: { readonly key: string | null; readonly inclusive: boolean },
): Promise<DecisionRow[]> {
  return queries.query<DecisionRow & Record<string, unknown>>(
    `SELECT d.receipt, r.matter, d.decided_at AS "decidedAt", a.department, a.state#>>'{facts,acceptedAt}' AS "acceptedAt"
     FROM green_channel_decisions d JOIN green_channel_requests r USING (request_id)
     LEFT JOIN LATERAL (SELECT * FROM acceptances WHERE state#>>'{facts,receipt}' = d.receipt
       ORDER BY state#>>'{facts,acceptedAt}', acceptance_id LIMIT 1) a ON true
     WHERE ($1::text IS NULL OR d.receipt ${inclusive ? '>=' : '>'} $1) AND d.decided_at >= $2 AND d.decided_at < $3
     ORDER BY d.receipt LIMIT ${pageSize}`,
    [key, period.start, period.end],
  );
}
