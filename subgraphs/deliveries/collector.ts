import { once } from 'node:events';
import type { Logger } from 'pino';
import { DepartmentError, DepartmentMaintenance, DepartmentUnavailable } from '../../schema/errors.ts';
import type { Connector } from '../connector/connector.ts';
import type { LoadDirectory } from '../connector/directory.ts';
import type { Collected, Clock, Delivery, DeliveringSystem, FailedDelivery } from '../connector/protocol.ts';
import type { Reading } from '../connector/reading.ts';
import { maintenanceEnds } from '../connector/timetable.ts';
import type { Database, Queries } from '../database/database.ts';
import { loadKnown } from './known-deliveries.ts';
import type { Looked } from './next-look.ts';
import { createNoteNotTaken, type NoteNotTaken } from './note-not-taken.ts';
import { saveLook, saveSeen } from './record-set-state.ts';
import { takeDelivery } from './take-delivery.ts';

export interface CollectorParts {
  readonly department: string;
  readonly connector: Connector;
  readonly system: DeliveringSystem;
  readonly database: Database;
  readonly directory: (queries: Queries) => LoadDirectory;
  readonly clock: Clock;
  readonly log: Logger;
  /** Bound on one look at the department's system as a whole, in milliseconds. */
  readonly timeoutMs: number;
  /** Called within the transaction of each delivery that was taken over. */
  readonly onTaken?: (queries: Queries, delivery: Delivery, reading: Reading) => Promise<void>;
  /** Called once a delivery is in the database for good; must not throw. */
  readonly onCommitted?: () => void;
  /** Called when a look has ended; must not throw. */
  readonly onLooked?: (looked: Looked) => void;
}

interface LookParts extends CollectorParts {
  readonly note: NoteNotTaken;
}

/** Looks for what a department has delivered, or mirrors its tables. One look at a time, shared by all who wait. */
export interface Collector {
  /** Never throws: what went wrong is written down with the record sets. True when something new was taken. */
  collect(): Promise<boolean>;
  /** The same by a look that begins now: one that is under way may have passed by what is wanted. */
  collectAnew(): Promise<boolean>;
}

export function createCollector(given: CollectorParts): Collector {
  const { clock, department, log } = given;
  const parts = { ...given, note: createNoteNotTaken(department, { log, now: () => clock.now() }) };
  let underWay: Promise<boolean> | null = null;
  const collect = (): Promise<boolean> => {
    underWay ??= look(parts)
      .then(({ took, ...looked }) => {
        parts.onLooked?.(looked);
        return took;
      })
      .finally(() => {
        underWay = null;
      });
    return underWay;
  };
  return {
    collect,
    async collectAnew() {
      await underWay;
      return collect();
    },
  };
}

async function look(parts: LookParts, again = false): Promise<Looked & { readonly took: boolean }> {
  const { connector, clock, database, department, log } = parts;
  try {
    const ends = maintenanceEnds(connector.maintenance ?? [], clock.now());
    if (ends !== null) throw new DepartmentMaintenance({ department, nextExpected: new Date(ends).toISOString() });
    const collected = await collectFrom(parts);
    for (const [recordSet, answeredAtMs] of Object.entries(collected.seen)) {
      await saveSeen(database, department, clock.now(), { recordSet, answeredAtMs });
    }
    let moved = false;
    for (const one of mappingsFirst(collected.deliveries, connector)) {
      // Taken now, its cursor would hide the older rows that are to be read anew under the new mapping.
      if (moved && connector.recordSets[one.recordSet]?.mapping === undefined) continue;
      if (isFailed(one)) await noteFailure(parts, one);
      else moved = (await take(parts, one)) || moved;
    }
    const failed = collected.deliveries.some(isFailed);
    const took = collected.deliveries.some((one) => !isFailed(one));
    if (moved && !again) return { ...(await look(parts, true)), took };
    return { took, failed, announcedMs: null };
  } catch (error) {
    const failure = error instanceof DepartmentError ? error : new DepartmentUnavailable({ department }, error);
    log.warn(
      { department, code: failure.code, err: failure.cause ?? error },
      'nothing could be taken from the department',
    );
    for (const recordSet of Object.keys(connector.recordSets))
      await noteFailure(parts, { recordSet, name: '', error: failure }).catch(() => {});
    return { took: false, failed: true, announcedMs: announcedBy(failure) };
  }
}

function announcedBy({ facts }: DepartmentError): number | null {
  const announced = facts.retryAt ?? facts.nextExpected;
  return announced === undefined ? null : Date.parse(announced);
}

async function collectFrom({ connector, database, department, system, timeoutMs }: CollectorParts): Promise<Collected> {
  const known = await loadKnown(database, department, connector.version);
  const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));
  const signal = AbortSignal.timeout(timeoutMs);
  // A system that does not heed the signal must not hold up all later looks.
  const late = once(signal, 'abort').then(() =>
    Promise.reject(new DepartmentUnavailable({ department }, signal.reason)),
  );
  return Promise.race([system.collect(queries, known, signal), late]);
}

function isFailed(one: Delivery | FailedDelivery): one is FailedDelivery {
  return 'error' in one;
}

/** Rows that other rows' keys lead to are taken before those; otherwise in the order given. */
function mappingsFirst(deliveries: Collected['deliveries'], connector: Connector): Collected['deliveries'] {
  const rank = ({ recordSet }: { recordSet: string }) =>
    connector.recordSets[recordSet]?.mapping === undefined ? 1 : 0;
  return deliveries.toSorted((a, b) => rank(a) - rank(b));
}

async function take(parts: CollectorParts, delivery: Delivery): Promise<boolean> {
  const { clock, connector, database, department, directory, onCommitted, onTaken } = parts;
  const moved = await database.transaction(async (queries) => {
    const taking = { department, connector, directory: directory(queries), atMs: clock.now() };
    const { moved, reading } = await takeDelivery(queries, taking, delivery);
    await onTaken?.(queries, delivery, reading);
    return moved;
  });
  onCommitted?.();
  return moved;
}

async function noteFailure({ clock, database, department, note }: LookParts, failed: FailedDelivery): Promise<void> {
  const error =
    failed.error instanceof DepartmentError ? failed.error : new DepartmentUnavailable({ department }, failed.error);
  if (failed.name !== '')
    note({ recordSet: failed.recordSet, delivery: failed.name, code: error.code, err: error.cause });
  await saveLook(database, department, clock.now(), {
    recordSet: failed.recordSet,
    errorCode: error.code,
    errorName: failed.name,
  });
}
