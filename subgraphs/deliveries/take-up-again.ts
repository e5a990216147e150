import type { Connector, RecordSet } from '../connector/connector.ts';
import type { LoadDirectory } from '../connector/directory.ts';
import type { LegacyRow } from '../connector/legacy-row.ts';
import { readRows } from '../connector/read-rows.ts';
import { wantedKeys } from '../connector/wanted-keys.ts';
import type { Database, Queries } from '../database/database.ts';
import { keepMapping } from './apply-delivery.ts';
import { upsertFacts } from './facts.ts';
import { releaseRows, type Origin } from './keep-rows.ts';

export interface Again {
  readonly department: string;
  readonly connector: Connector;
  readonly database: Database;
  readonly directory: (queries: Queries) => LoadDirectory;
  readonly today: string;
  readonly atMs: number;
}

interface KeptRow {
  record_set: string;
  row: LegacyRow;
  row_ref: string;
  source: string;
  position: string;
}

/**
 * Reads kept rows of deliveries once more: unreadable ones after the connector has learnt to read them, unlinked
 * ones after the register has learnt more keys. Those that now state a fact leave their queue. Returns how many.
 */
export async function takeUpAgain(again: Again): Promise<number> {
  const { department, connector, database } = again;
  return database.transaction(async (queries) => {
    const kept = [
      ...(await queries.query<KeptRow>(
        "SELECT * FROM quarantine WHERE department = $1 AND source <> 'asked' AND connector_version <> $2",
        [department, connector.version],
      )),
      ...(await queries.query<KeptRow>("SELECT * FROM unlinked WHERE department = $1 AND source <> 'asked'", [
        department,
      ])),
    ];
    let taken = 0;
    // Mapping rows first: they may be what the others wait for.
    const mappings = new Set(
      Object.entries(connector.recordSets).flatMap(([name, set]) => (set.mapping === undefined ? [] : [name])),
    );
    kept.sort((a, b) => Number(mappings.has(b.record_set)) - Number(mappings.has(a.record_set)));
    for (const rows of Map.groupBy(kept, (row) => `${row.record_set} ${row.source}`).values())
      taken += await takeSet(queries, again, rows);
    return taken;
  });
}

async function takeSet(queries: Queries, again: Again, kept: readonly KeptRow[]): Promise<number> {
  const [{ record_set: recordSet, source, position }] = kept as [KeptRow];
  const set: RecordSet | undefined = again.connector.recordSets[recordSet];
  // Alone, a row that lost its code to an earlier household would win it: only a whole reading can settle that.
  if (set === undefined || set.oneRowPerCode === true) return 0;
  const rows = kept.map(({ row }) => row);
  const directory = await again.directory(queries)(again.department, wantedKeys(set, rows));
  const { facts, mapped } = readRows(set, rows, { directory, today: again.today });
  const origin: Origin = {
    department: again.department,
    recordSet,
    source,
    position,
    connectorVersion: again.connector.version,
    hasOwnKey: set.ref !== undefined,
    nameCutAt: set.subject.nameCutAt,
    atMs: again.atMs,
  };
  await upsertFacts(queries, origin, facts);
  const found = mapped.filter(({ reading }) => reading.state === 'mapped');
  await keepMapping(queries, again.department, found, false);
  // A row that only maps states no fact; it leaves its queue once it maps.
  const ids = new Set(found.map(({ internalId }) => internalId));
  const refs =
    set.mappingOnly === true
      ? rows.filter((row) => ids.has(String(row.cells[set.mapping!.column]))).map((row) => row.ref)
      : [];
  await releaseRows(queries, origin, [...refs, ...facts.map(({ rowRef }) => rowRef)]);
  return facts.length + refs.length;
}
