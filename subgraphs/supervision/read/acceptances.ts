import type { AcceptanceEvent } from '../../eligibility/acceptance/events.ts';
import { countAcceptance, traceAcceptance } from '../figures/acceptance.ts';
import { countOverdue, overdueAcceptance } from '../overdue.ts';
import { pages, type Counted, type Scope } from './scope.ts';

const pageSize = 500;

interface Row {
  acceptance_id: string;
  events: AcceptanceEvent[];
}

export async function* readAcceptances(scope: Scope, from: string | null): AsyncGenerator<Counted> {
  const found = pages(
    pageSize,
    from,
    (place) => readPage(scope, place),
    ({ acceptance_id }) => acceptance_id,
  );
  for await (const page of found)
    for (const { acceptance_id: key, events } of page) {
      const end = Date.parse(scope.counting.period.end);
      const trace = traceAcceptance(events.filter(({ at }) => Date.parse(at) < end));
      if (trace === null) continue;
      const { counting } = scope;
      const overdue = overdueAcceptance(trace, counting);
      const contributions = [...countAcceptance(trace, counting), ...countOverdue('OVERDUE_ACCEPTANCES', overdue)];
      yield { key, contributions, overdue };
    }
}

function readPage(
  { department, queries }: Scope,
  { inclusive, key }: { readonly key: string | null; readonly inclusive: boolean },
): Promise<Row[]> {
  return queries.query<Row & Record<string, unknown>>(
    `SELECT a.acceptance_id,
       (SELECT jsonb_agg(e.event ORDER BY e.version) FROM acceptance_events e WHERE e.acceptance_id = a.acceptance_id) AS events
     FROM acceptances a WHERE ($1::text IS NULL OR a.acceptance_id ${inclusive ? '>=' : '>'} $1)
       AND ($2::text IS NULL OR a.department = $2)
     ORDER BY a.acceptance_id LIMIT ${pageSize}`,
    [key, department],
  );
}
