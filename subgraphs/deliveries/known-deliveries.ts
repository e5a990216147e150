import { handedInAtMs } from '../connector/handed-in.ts';
import type { Known } from '../connector/protocol.ts';
import type { Queries } from '../database/database.ts';

interface Taken {
  record_set: string;
  name: string;
  digest: string;
  connector_version: number;
}

/**
 * What has been taken from a department so far. What an older connector version read is not known: it is taken
 * again as far as the department still has it. A cursor is that of the version that read last.
 */
export async function loadKnown(queries: Queries, department: string, connectorVersion: number): Promise<Known> {
  const taken = await queries.query<Taken>(
    'SELECT record_set, name, digest, connector_version FROM deliveries WHERE department = $1 ORDER BY received_at',
    [department],
  );
  const states = await queries.query<{ record_set: string; cursor: string | null }>(
    'SELECT record_set, cursor FROM record_set_state WHERE department = $1',
    [department],
  );
  const own = taken.filter((row) => row.connector_version === connectorVersion);
  const digests = new Map(own.map((row) => [`${row.record_set} ${row.name}`, row.digest]));
  const lastRead = new Map(taken.map((row) => [row.record_set, row.connector_version]));
  const cursors = new Map(
    states
      .filter(
        (row) =>
          (lastRead.get(row.record_set) ?? connectorVersion) === connectorVersion ||
          // What was handed in is not to be had again: an older file must not take its place.
          handedInAtMs(row.cursor ?? '') !== null,
      )
      .map((row) => [row.record_set, row.cursor]),
  );
  return {
    digestOf: (recordSet, name) => digests.get(`${recordSet} ${name}`),
    cursor: (recordSet) => cursors.get(recordSet) ?? undefined,
  };
}
