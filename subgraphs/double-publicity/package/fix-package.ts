import type { Clock } from '../../connector/protocol.ts';
import type { Database, Queries } from '../../database/database.ts';
import { gatherRows, type GatherParts, type PackageRow } from './gather-rows.ts';
import { packageIdOf, packageParts, type PackageFormat } from './package-file.ts';

export interface FixParts extends GatherParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Six digits of the district, with which names of packages begin. */
  readonly district: string;
}

const rowsAtOnce = 1000;

/**
 * Settles what the package of a day holds, once and for all: before anything is written, so that whoever comes after a
 * killed process writes the same. @returns its id.
 */
export async function fixPackage(parts: FixParts, day: string, format: PackageFormat): Promise<string> {
  const { clock, database, district } = parts;
  const packageId = packageIdOf(district, day);
  const [there] = await database.query('SELECT 1 FROM publicity_packages WHERE package_id = $1', [packageId]);
  if (there !== undefined) return packageId;
  const { remarks, rows } = await gatherRows(database, parts, day);
  await database.transaction(async (queries) => {
    const [made] = await queries.query(
      `INSERT INTO publicity_packages (package_id, day, format, remarks, fixed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING package_id`,
      [packageId, day, format, JSON.stringify(remarks), new Date(clock.now()).toISOString()],
    );
    // Another process was first: what it has settled stands.
    if (made !== undefined) for (const part of packageParts) await insertRows(queries, packageId, rowsOf(rows, part));
  });
  return packageId;
}

function rowsOf(rows: readonly PackageRow[], part: PackageRow['part']): readonly (PackageRow & { position: number })[] {
  return rows.filter((row) => row.part === part).map((row, at) => ({ ...row, position: at + 1 }));
}

async function insertRows(queries: Queries, packageId: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await queries.query(
      `INSERT INTO publicity_rows (package_id, part, position, department, record_id, credit_code, cells, digest, document)
       SELECT $1, part, position, department, "recordId", "creditCode", cells, digest, document
       FROM jsonb_to_recordset($2::jsonb) AS given
         (part text, position int, department text, "recordId" text, "creditCode" text, cells jsonb, digest text, document text)`,
      [packageId, JSON.stringify(rows.slice(at, at + rowsAtOnce))],
    );
}
