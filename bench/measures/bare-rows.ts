import type { Database } from '../../subgraphs/database/database.ts';

/** The tables into which an initiation writes, those first that others refer to. */
const tables = [
  'measures',
  'measure_events',
  'measure_parts',
  'measure_orders',
  'order_deliveries',
  'measure_commands',
];

/** The rows of one measure, by table. */
export type BareRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface BareMeasure {
  readonly id: string;
  readonly rows: BareRows;
}

/** Takes the rows that initiations have really written, but for those of measures that are known already. */
export async function readBareMeasures(
  database: Database,
  known: ReadonlySet<string>,
): Promise<readonly BareMeasure[]> {
  const byTable = await Promise.all(
    tables.map(async (table) => {
      const key = table === 'measure_commands' ? 'subject' : 'measure_id';
      const rows = await database.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${key} <> ALL($1)`,
        [[...known]],
      );
      return [
        table,
        Map.groupBy(
          rows.map(({ row }) => row),
          (row) => row[key] as string,
        ),
      ] as const;
    }),
  );
  const ids = [...byTable[0]![1].keys()];
  return ids.map((id) => ({
    id,
    rows: Object.fromEntries(byTable.map(([table, rows]) => [table, rows.get(id) ?? []])),
  }));
}

/** Writes the same rows again, one statement a table in one transaction, and does nothing else. */
export async function insertBare(database: Database, rows: BareRows): Promise<void> {
  await database.transaction(async (queries) => {
    for (const table of tables)
      await queries.query(
        `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
        [JSON.stringify(rows[table])],
      );
  });
}
