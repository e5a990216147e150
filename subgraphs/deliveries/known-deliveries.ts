import type { Known } from '../connector/protocol.ts';
import type { Queries } from '../database/database.ts';

/**
 * What has been taken from a department so far. What an older connector version read is not known: it is taken
 * again as far as the department still has it.
 */
export async function loadKnown(queries: Queries, department: string, connectorVersion: number): Promise<Known> {
  const taken = await queries.query<{ record_set: string; name: string; digest: string; connector_version: number }>(
    'SELECT record_set, name, digest, connector_version FROM deliveries WHERE department = $1',
    [department],
  );
  const states = await queries.query<{ record_set: string; cursor: string | null }>(
    'SELECT record_set, cursor FROM record_set_state WHERE department = $1',
    [department],
  );
  const outdated = new Set(
    taken.filter((row) => row.connector_version !== connectorVersion).map((row) => row.record_set),
  );
  const digests = new Map(
    taken.filter((row) => !outdated.has(row.record_set)).map((row) => [`${row.record_set} ${row.name}`, row.digest]),
  );
  const cursors = new Map(
    states.filter((row) => !outdated.has(row.record_set)).map((row) => [row.record_set, row.cursor]),
  );
  return {
    digestOf: (recordSet, name) => digests.get(`${recordSet} ${name}`),
    cursor: (recordSet) => cursors.get(recordSet) ?? undefined,
  };
}
