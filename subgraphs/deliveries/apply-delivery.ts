import type { RecordSet } from '../connector/connector.ts';
import type { Delivery } from '../connector/protocol.ts';
import type { MappedId, Reading } from '../connector/reading.ts';
import type { Queries } from '../database/database.ts';
import { endAbsent, endByLaterFull } from './end-absent.ts';
import { undoFormerVersion, upsertFacts } from './facts.ts';
import { countReceipt } from './count-receipt.ts';
import { noteCleared } from './findings.ts';
import { queueUnlinked, quarantine, releaseRows, type Origin } from './keep-rows.ts';

export interface Taken {
  readonly department: string;
  readonly set: RecordSet;
  readonly delivery: Delivery;
  readonly reading: Reading;
  readonly connectorVersion: number;
  readonly atMs: number;
}

/**
 * Takes one delivery over, within the caller's transaction. Deliveries count in the order of their positions, not of
 * their arrival: what a later one has said about a record stands when an earlier one is sent again. `moved`: an
 * internal id means another organisation now, and everything of the department is to be read anew.
 */
export async function applyDelivery(queries: Queries, taken: Taken): Promise<{ readonly moved: boolean }> {
  const { department, delivery, reading, set } = taken;
  const origin: Origin = {
    department,
    recordSet: delivery.recordSet,
    source: delivery.name,
    position: delivery.order,
    connectorVersion: taken.connectorVersion,
    hasOwnKey: set.ref !== undefined,
    nameCutAt: set.subject.nameCutAt,
    atMs: taken.atMs,
  };
  await clearKept(queries, origin, delivery);
  await releaseOwnRows(queries, origin, delivery);
  await upsertFacts(queries, origin, reading.facts, delivery.needsFull === true);
  if (delivery.kind === 'INCREMENT') await undoFormerVersion(queries, origin, reading.facts);
  if (delivery.kind !== 'INCREMENT') await endAbsent(queries, taken);
  await endByLaterFull(queries, taken);
  await quarantine(queries, origin, reading.rejected);
  await queueUnlinked(queries, origin, reading.unlinked);
  const moved = await keepMapping(
    queries,
    department,
    reading.mapped,
    set.mapping !== undefined && delivery.kind !== 'INCREMENT',
  );
  await withdraw(queries, origin, delivery);
  await record(queries, taken);
  return { moved };
}

/** A whole delivery says anew what is unreadable or unlinked; a re-sent one replaces what it said before. */
async function clearKept(queries: Queries, origin: Origin, delivery: Delivery): Promise<void> {
  const which = delivery.kind === 'INCREMENT' ? 'source = $3' : 'position <= $3';
  for (const queue of ['quarantine', 'unlinked'] as const) {
    const gone = await queries.query<{ row_key: string }>(
      `DELETE FROM ${queue} WHERE department = $1 AND record_set = $2 AND ${which} RETURNING row_key`,
      [origin.department, origin.recordSet, delivery.kind === 'INCREMENT' ? delivery.name : delivery.order],
    );
    await noteCleared(queries, { ...origin, queue }, gone);
  }
}

/** Rows with a key of their own have moved when the same key comes again: they leave where they were. */
async function releaseOwnRows(queries: Queries, origin: Origin, delivery: Delivery): Promise<void> {
  if (!origin.hasOwnKey || delivery.kind !== 'INCREMENT') return;
  const refs = delivery.rows.map((row) => row.ref);
  await releaseRows(queries, origin, refs);
  await queries.query(
    'DELETE FROM delivered_facts WHERE department = $1 AND record_set = $2 AND row_ref = ANY($3) AND position <= $4',
    [origin.department, origin.recordSet, refs, origin.position],
  );
}

export async function keepMapping(
  queries: Queries,
  department: string,
  mapped: readonly MappedId[],
  whole: boolean,
): Promise<boolean> {
  const distinct = [...new Map(mapped.map((one) => [one.internalId, one])).values()];
  const moved = await forgetWhatWasMapped(queries, department, distinct);
  if (whole) await queries.query('DELETE FROM internal_ids WHERE department = $1', [department]);
  if (mapped.length === 0) return moved;
  await queries.query(
    `INSERT INTO internal_ids (department, internal_id, reading)
     SELECT $1, "internalId", reading FROM jsonb_to_recordset($2::jsonb) AS given ("internalId" text, reading jsonb)
     ON CONFLICT (department, internal_id) DO UPDATE SET reading = excluded.reading`,
    [department, JSON.stringify(distinct)],
  );
  return moved;
}

/** Where an internal id now means another organisation, all rows that came under it are read anew at the next look. */
async function forgetWhatWasMapped(
  queries: Queries,
  department: string,
  mapped: readonly MappedId[],
): Promise<boolean> {
  const [changed] = await queries.query(
    `SELECT 1 FROM internal_ids kept JOIN jsonb_to_recordset($2::jsonb) AS given ("internalId" text, reading jsonb) ON given."internalId" = kept.internal_id
     WHERE kept.department = $1 AND kept.reading->>'creditCode' IS DISTINCT FROM given.reading->>'creditCode' LIMIT 1`,
    [department, JSON.stringify(mapped)],
  );
  if (changed === undefined) return false;
  await queries.query("UPDATE deliveries SET digest = '' WHERE department = $1", [department]);
  await queries.query('UPDATE record_set_state SET cursor = NULL WHERE department = $1', [department]);
  return true;
}

async function withdraw(queries: Queries, { department }: Origin, { withdrawals = [] }: Delivery): Promise<void> {
  if (withdrawals.length === 0) return;
  const distinct = [...new Map(withdrawals.map((one) => [`${one.recordSet} ${one.ref}`, one])).values()];
  await queries.query(
    `INSERT INTO withdrawals (department, record_set, row_ref, reason, withdrawn_on)
     SELECT $1, "recordSet", ref, reason, "on" FROM jsonb_to_recordset($2::jsonb) AS given ("recordSet" text, ref text, reason text, "on" text)
     ON CONFLICT (department, record_set, row_ref) DO UPDATE SET reason = excluded.reason, withdrawn_on = excluded.withdrawn_on`,
    [department, JSON.stringify(distinct)],
  );
}

async function record(
  queries: Queries,
  { department, delivery, reading, connectorVersion, atMs }: Taken,
): Promise<void> {
  const { rows, facts, dropped, unlinked, rejected, repeated } = reading;
  const told = facts.length + dropped.length + unlinked.length + rejected.length + repeated.length;
  const counts = {
    rows,
    facts: facts.length,
    dropped: dropped.length,
    unlinked: unlinked.length,
    rejected: rejected.length,
    repeated: repeated.length,
    // Rows that only say whose number is whose.
    mapping: rows - told,
    ignored: delivery.ignored,
  };
  await countReceipt(queries, { department, delivery, counts, atMs });
  await queries.query(
    `INSERT INTO deliveries (department, record_set, name, digest, kind, position, effective_on, as_of, received_at, connector_version, counts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), to_timestamp($9::float8 / 1000), $10, $11)
     ON CONFLICT (department, record_set, name) DO UPDATE SET digest = excluded.digest, kind = excluded.kind, position = excluded.position,
       effective_on = excluded.effective_on, as_of = excluded.as_of, received_at = excluded.received_at,
       connector_version = excluded.connector_version, counts = excluded.counts`,
    [
      department,
      delivery.recordSet,
      delivery.name,
      delivery.digest,
      delivery.kind,
      delivery.order,
      delivery.effectiveOn,
      delivery.asOfMs,
      atMs,
      connectorVersion,
      JSON.stringify(counts),
    ],
  );
}
