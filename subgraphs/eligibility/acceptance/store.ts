import type { CreditCode } from '../../../schema/credit-code.ts';
import type { Database, Queries } from '../../database/database.ts';
import { canonicalJson } from '../../../schema/canonical-json.ts';
import { refuse } from '../refusals.ts';
import type { Acceptance } from './acceptance.ts';
import type { AcceptanceCommand } from './commands.ts';
import { decide } from './decide.ts';
import type { AcceptanceEvent } from './events.ts';
import { evolve } from './evolve.ts';

/** Under which key a command is given, and what it said; the same key again has no second effect. */
export interface GivenKey {
  readonly callerId: string;
  readonly idempotencyKey: string;
  readonly said: unknown;
}

interface Kept {
  readonly acceptance: Acceptance | null;
  readonly version: number;
}

/**
 * Carries out a command in one transaction: key, events, state and, where a promise was broken, the record of it.
 * @throws EligibilityRefused; nothing has happened then.
 */
export function carryOut(
  database: Database,
  acceptanceId: string,
  command: AcceptanceCommand,
  key: GivenKey | null,
): Promise<Acceptance> {
  return database.transaction(async (queries) => {
    const before = key === null ? null : await findCommand(queries, key);
    if (before !== null) return (await lockAcceptance(queries, before)).acceptance!;
    const { acceptance, version } = await lockAcceptance(queries, acceptanceId);
    const events = decide(command, acceptance);
    const next = events.reduce<Acceptance | null>(evolve, acceptance);
    if (next === null) return refuse('ACCEPTANCE_NOT_FOUND');
    if (events.length > 0) await keepState(queries, next, version + events.length);
    for (const [at, event] of events.entries()) await keepEvent(queries, next, event, version + at + 1);
    if (key !== null) await keepCommand(queries, key, acceptanceId);
    return next;
  });
}

/** The acceptance that this very command was about; null: it has not been given. */
async function findCommand(queries: Queries, { callerId, idempotencyKey, said }: GivenKey): Promise<string | null> {
  // Two deliveries of one command at once: the second waits for the first, and then finds it.
  await queries.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 510904))', [`${callerId} ${idempotencyKey}`]);
  const [row] = await queries.query<{ said: string; acceptance_id: string }>(
    'SELECT said, acceptance_id FROM acceptance_commands WHERE caller_id = $1 AND idempotency_key = $2',
    [callerId, idempotencyKey],
  );
  if (row === undefined) return null;
  return row.said === canonicalJson(said) ? row.acceptance_id : refuse('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey');
}

async function lockAcceptance(queries: Queries, acceptanceId: string): Promise<Kept> {
  const [row] = await queries.query<{ state: Acceptance; version: number }>(
    'SELECT state, version FROM acceptances WHERE acceptance_id = $1 FOR UPDATE',
    [acceptanceId],
  );
  return row === undefined ? { acceptance: null, version: 0 } : { acceptance: row.state, version: row.version };
}

async function keepState(queries: Queries, acceptance: Acceptance, version: number): Promise<void> {
  const { facts, status } = acceptance;
  const dueOn = status === 'ACCEPTED_WITH_GAPS' || status === 'OVERDUE' ? facts.due.on : null;
  await queries.query(
    `INSERT INTO acceptances (acceptance_id, credit_code, matter, department, status, due_on, version, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
     ON CONFLICT (acceptance_id) DO UPDATE SET status = excluded.status, due_on = excluded.due_on, version = excluded.version, state = excluded.state`,
    [
      facts.acceptanceId,
      facts.creditCode,
      facts.matter.code,
      facts.matter.department,
      status,
      dueOn,
      version,
      JSON.stringify(acceptance),
    ],
  );
}

async function keepEvent(
  queries: Queries,
  { facts }: Acceptance,
  event: AcceptanceEvent,
  version: number,
): Promise<void> {
  await queries.query('INSERT INTO acceptance_events (acceptance_id, version, event) VALUES ($1, $2, $3::jsonb)', [
    facts.acceptanceId,
    version,
    JSON.stringify(event),
  ]);
  if (event.type !== 'UndertakingBroken') return;
  await queries.query(
    'INSERT INTO broken_undertakings (acceptance_id, credit_code, matter, broken_on) VALUES ($1, $2, $3, $4)',
    [facts.acceptanceId, facts.creditCode, facts.matter.code, event.since],
  );
}

async function keepCommand(
  queries: Queries,
  { callerId, idempotencyKey, said }: GivenKey,
  acceptanceId: string,
): Promise<void> {
  await queries.query(
    'INSERT INTO acceptance_commands (caller_id, idempotency_key, said, acceptance_id) VALUES ($1, $2, $3, $4)',
    [callerId, idempotencyKey, canonicalJson(said), acceptanceId],
  );
}

export async function findAcceptance(queries: Queries, acceptanceId: string): Promise<Acceptance | null> {
  const [row] = await queries.query<{ state: Acceptance }>('SELECT state FROM acceptances WHERE acceptance_id = $1', [
    acceptanceId,
  ]);
  return row?.state ?? null;
}

export interface Wanted {
  readonly department: string | null;
  readonly creditCode: CreditCode | null;
  readonly most: number;
}

/** What is waited for or overdue, the most urgent first. */
export async function findWaiting(
  queries: Queries,
  { creditCode, department, most }: Wanted,
): Promise<readonly Acceptance[]> {
  const rows = await queries.query<{ state: Acceptance }>(
    `SELECT state FROM acceptances WHERE due_on IS NOT NULL AND ($1::text IS NULL OR department = $1)
       AND ($2::text IS NULL OR credit_code = $2) ORDER BY due_on, acceptance_id LIMIT $3`,
    [department, creditCode, most],
  );
  return rows.map(({ state }) => state);
}
