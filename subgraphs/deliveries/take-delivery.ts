import type { Connector, RecordSet } from '../connector/connector.ts';
import type { LoadDirectory } from '../connector/directory.ts';
import type { Delivery } from '../connector/protocol.ts';
import { readRows } from '../connector/read-rows.ts';
import type { Reading } from '../connector/reading.ts';
import { localDay } from '../connector/timetable.ts';
import { wantedKeys } from '../connector/wanted-keys.ts';
import type { Queries } from '../database/database.ts';
import { applyDelivery } from './apply-delivery.ts';
import { saveLook } from './record-set-state.ts';

export interface Taking {
  readonly department: string;
  readonly connector: Connector;
  readonly directory: LoadDirectory;
  readonly atMs: number;
}

/**
 * Reads one delivery and takes it over, within the caller's transaction, however it came. `moved`: an internal id
 * means another organisation now, and everything of the department is to be read anew.
 */
export async function takeDelivery(
  queries: Queries,
  { atMs, connector, department, directory }: Taking,
  delivery: Delivery,
): Promise<{ readonly moved: boolean; readonly reading: Reading }> {
  const set = connector.recordSets[delivery.recordSet] as RecordSet;
  const known = await directory(department, wantedKeys(set, delivery.rows));
  const reading = readRows(set, delivery.rows, { directory: known, today: localDay(atMs) });
  const { moved } = await applyDelivery(queries, {
    department,
    set,
    delivery,
    reading,
    connectorVersion: connector.version,
    atMs,
  });
  const lacking = delivery.needsFull === true && !(await hasFull(queries, department, delivery.recordSet));
  await saveLook(queries, department, atMs, {
    recordSet: delivery.recordSet,
    ...(lacking ? { errorCode: 'DEPARTMENT_UNAVAILABLE' } : { answeredAtMs: delivery.asOfMs }),
    ...(delivery.cursor === undefined ? {} : { cursor: delivery.cursor }),
  });
  return { moved, reading };
}

async function hasFull(queries: Queries, department: string, recordSet: string): Promise<boolean> {
  const full = await queries.query(
    "SELECT 1 FROM deliveries WHERE department = $1 AND record_set = $2 AND kind = 'FULL' LIMIT 1",
    [department, recordSet],
  );
  return full.length > 0;
}
