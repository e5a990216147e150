import { countRecord, type RecordRow } from '../figures/record.ts';
import { pages, type Counted, type Scope } from './scope.ts';

const pageSize = 1000;

/** A record set of which something was received for the first time in the period. */
interface ReceivedSet {
  department: string;
  record_set: string;
  since: string;
  /** By position, when the first delivery there was received. */
  positions: Record<string, { at: string; carriedOver: boolean }>;
}

/**
 * Records of departments that deliver or are mirrored, set by set. A record that the source no longer states, and that
 * was therefore removed here, is no longer among them.
 */
export async function* readRecords(scope: Scope, from: string | null): AsyncGenerator<Counted> {
  const [department, recordSet, recordKey] = from === null ? [] : (JSON.parse(from) as readonly string[]);
  const sets = await readSets(scope);
  const first = sets.findIndex((set) => set.department === department && set.record_set === recordSet);
  for (const [at, set] of sets.entries()) {
    if (at < first) continue;
    yield* readSet(scope, set, at === first ? (recordKey ?? null) : null);
  }
}

async function* readSet(scope: Scope, set: ReceivedSet, from: string | null): AsyncGenerator<Counted> {
  const found = pages(
    pageSize,
    from,
    (place) => readPage(scope, set, place),
    ({ record_key }) => record_key,
  );
  for await (const page of found)
    for (const { fact, first_position, record_key: recordKey } of page) {
      const { at: receivedAt, carriedOver } = set.positions[first_position]!;
      const { department, record_set: recordSet, since: receivingSince } = set;
      const row = { department, recordSet, recordKey, fact, receivedAt, receivingSince, carriedOver };
      const key = JSON.stringify([department, recordSet, recordKey]);
      yield { key, contributions: countRecord(row, scope.counting), overdue: [] };
    }
}

function readSets({ counting: { period }, department, queries }: Scope): Promise<ReceivedSet[]> {
  return queries.query<ReceivedSet & Record<string, unknown>>(
    `SELECT department, record_set, min(since) AS since, jsonb_object_agg(position, jsonb_build_object('at', at, 'carriedOver', carried_over)) AS positions
     FROM (SELECT department, record_set, position, min(received_at) AS at, bool_or(carried_over) AS carried_over,
         min(min(received_at)) OVER (PARTITION BY department, record_set) AS since
       FROM delivery_receipts WHERE ($3::text IS NULL OR department = $3) GROUP BY department, record_set, position) AS first
     WHERE at >= $1 AND at < $2 GROUP BY department, record_set ORDER BY department, record_set`,
    [period.start, period.end, department],
  );
}

function readPage(
  { queries }: Scope,
  { department, positions, record_set }: ReceivedSet,
  { inclusive, key }: { readonly key: string | null; readonly inclusive: boolean },
) {
  return queries.query<{ record_key: string; first_position: string; fact: RecordRow['fact'] }>(
    `SELECT record_key, first_position, fact - '{fields,stated,remark}'::text[] AS fact FROM delivered_facts
     WHERE department = $1 AND record_set = $2 AND first_position = ANY($3)
       AND ($4::text IS NULL OR record_key ${inclusive ? '>=' : '>'} $4)
     ORDER BY record_key LIMIT ${pageSize}`,
    [department, record_set, Object.keys(positions), key],
  );
}
