import type { MeasureEvent } from '../../measures/events.ts';
import { countMeasure } from '../figures/measure.ts';
import { countOverdue, overdueIn } from '../overdue.ts';
import { traceMeasure } from '../traces/measure.ts';
import { pages, type Counted, type Scope } from './scope.ts';

const pageSize = 200;

/** Every measure in which something happened in the period, or was still to be done at its end. */
export async function* readMeasures(scope: Scope, from: string | null): AsyncGenerator<Counted> {
  const ids = pages(
    pageSize,
    from,
    (place) => readIds(scope, place),
    ({ measure_id }) => measure_id,
  );
  for await (const page of ids) {
    const histories = await readHistories(
      scope,
      page.map(({ measure_id }) => measure_id),
    );
    for (const { measure_id: key } of page) {
      const trace = traceMeasure(histories.get(key) ?? []);
      if (trace === null) continue;
      const overdue = overdueIn(trace, scope.counting);
      const contributions = [...countMeasure(trace, scope.counting), ...countOverdue('OVERDUE_MATTERS', overdue)];
      yield { key, contributions, overdue };
    }
  }
}

/**
 * A measure without an event since the period began stands as it stood then: only what is overdue counts in it. One
 * without an event since the period ended stands as it stood at its end. Not EXISTS: PostgreSQL would go through the events
 * of all measures for each page.
 */
function readIds(
  { counting: { period }, department, overdueOnly = false, queries }: Scope,
  { inclusive, key }: { readonly key: string | null; readonly inclusive: boolean },
): Promise<{ measure_id: string }[]> {
  return queries.query(
    `SELECT m.measure_id FROM measures m
     WHERE ($1::text IS NULL OR m.measure_id ${inclusive ? '>=' : '>'} $1) AND m.initiated_at < $3::timestamptz
       AND (m.due_on < $6::date OR (SELECT true FROM measure_events e WHERE e.measure_id = m.measure_id
         AND e.at >= CASE WHEN $5::boolean THEN $3::timestamptz ELSE $2::timestamptz END LIMIT 1))
       AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM measure_parts p WHERE p.measure_id = m.measure_id AND p.department = $4))
     ORDER BY m.measure_id LIMIT ${pageSize}`,
    [key, period.start, period.end, department, overdueOnly, period.asOf],
  );
}

/** Without what nothing is counted of: long texts, who did it, and that a deadline was passed up. */
async function readHistories({ counting: { period }, queries }: Scope, measureIds: readonly string[]) {
  const rows = await queries.query<{ event: MeasureEvent }>(
    `SELECT (event - '{by,cause,proportionality,statement,reasons,materials}'::text[]) #- '{item,content}' #- '{item,legalBasis}' AS event
     FROM measure_events WHERE measure_id = ANY($1) AND at < $2 AND type <> 'DeadlineEscalated' ORDER BY measure_id, version`,
    [measureIds, period.end],
  );
  return Map.groupBy(
    rows.map(({ event }) => event),
    ({ measureId }) => measureId,
  );
}
