import type { Queries } from '../database/database.ts';
import type { SourceState } from '../connector/section.ts';

export interface Offer {
  readonly recordSet: string;
  readonly type: string;
  readonly catalogueItem: string;
  readonly catalogueEdition: string;
}

/** What the `departments` query shows about one department, beside the counts. */
export interface DepartmentState {
  readonly name: string;
  readonly title: string;
  readonly protocol: string;
  readonly mode: string;
  readonly connected: boolean;
  readonly offers: readonly Offer[];
  readonly state: SourceState | null;
  readonly lastAnswerAtMs: number | null;
  readonly lastError: string | null;
  readonly nextExpected: string | null;
}

/** Written by the host that serves the department. An answer stays remembered when later ones fail. */
export async function saveDepartmentState(queries: Queries, state: DepartmentState, atMs: number): Promise<void> {
  await queries.query(
    `INSERT INTO department_state AS kept (department, title, protocol, mode, connected, offers, state, last_answer_at, last_error_code, next_expected, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), $9, $10, to_timestamp($11::float8 / 1000))
     ON CONFLICT (department) DO UPDATE SET title = excluded.title, protocol = excluded.protocol, mode = excluded.mode, connected = excluded.connected,
       offers = excluded.offers, state = excluded.state, last_answer_at = greatest(excluded.last_answer_at, kept.last_answer_at),
       last_error_code = excluded.last_error_code, next_expected = excluded.next_expected, updated_at = excluded.updated_at`,
    [
      state.name,
      state.title,
      state.protocol,
      state.mode,
      state.connected,
      JSON.stringify(state.offers),
      state.state,
      state.lastAnswerAtMs,
      state.lastError,
      state.nextExpected,
      atMs,
    ],
  );
}

/** Whether the host that serves the department has its system; false where none has loaded its folder. */
export async function isConnected(queries: Queries, department: string): Promise<boolean> {
  const [row] = await queries.query<{ connected: boolean }>(
    'SELECT connected FROM department_state WHERE department = $1',
    [department],
  );
  return row?.connected ?? false;
}

interface Row {
  department: string;
  title: string;
  protocol: string;
  connected: boolean;
  offers: Offer[];
  state: SourceState | null;
  last_answer_at: string | null;
  last_error_code: string | null;
  next_expected: string | null;
  rejected: number;
  unlinked: number;
  adverse: number;
  deliveries: { recordSet: string; name: string; asOf: string; counts: Record<string, number> }[];
}

/** All departments whose folders some host has loaded, with the totals of their queues. */
export async function loadDepartmentStates(queries: Queries) {
  const rows = await queries.query<Row>(
    `SELECT s.*,
       (SELECT count(*)::int FROM quarantine q WHERE q.department = s.department) AS rejected,
       (SELECT count(*)::int FROM unlinked u WHERE u.department = s.department) AS unlinked,
       (SELECT count(*)::int FROM unlinked u WHERE u.department = s.department AND state <> 'REVOKED' AND (effect = 'ADVERSE' OR effect IS NULL)) AS adverse,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('recordSet', d.record_set, 'name', d.name, 'asOf', d.as_of, 'counts', d.counts) ORDER BY d.record_set), '[]')
        FROM (SELECT DISTINCT ON (record_set) * FROM deliveries WHERE department = s.department ORDER BY record_set, position DESC, received_at DESC) d) AS deliveries
     FROM department_state s ORDER BY s.department`,
  );
  return rows.map((row) => ({
    name: row.department,
    title: row.title,
    protocol: row.protocol,
    connected: row.connected,
    offers: row.offers,
    state: row.state,
    lastAnswerAt: row.last_answer_at,
    lastError: row.last_error_code,
    nextExpected: row.next_expected,
    rejectedRows: row.rejected,
    unlinkedRows: row.unlinked,
    unlinkedAdverseRows: row.adverse,
    deliveries: row.deliveries.map(({ recordSet, name, asOf, counts }) => ({
      recordSet,
      name,
      asOf: new Date(asOf).toISOString(),
      ...counts,
    })),
  }));
}
