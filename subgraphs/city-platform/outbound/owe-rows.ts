import type { Queries } from '../../database/database.ts';
import { columnsOf } from '../../double-publicity/columns/columns-of.ts';
import type { PackagePart } from '../../double-publicity/package/package-file.ts';
import { oweMessages } from './owe-messages.ts';

const atOnce = 500;

/** Makes messages of rows of publication that were settled for a package. True: there may be more. */
export async function oweRows(queries: Queries, at: string): Promise<boolean> {
  const rows = await queries.query<{
    key: string;
    part: PackagePart;
    cells: readonly (string | null)[];
    package_id: string;
  }>(
    `SELECT r.package_id || ':' || r.part || ':' || r.position AS key, r.part, r.cells, r.package_id
     FROM publicity_rows r
     LEFT JOIN city_messages m ON m.key = r.package_id || ':' || r.part || ':' || r.position
     WHERE r.state = 'SENT' AND m.key IS NULL ORDER BY r.package_id, r.part, r.position LIMIT $1`,
    [atOnce],
  );
  const messages = rows.map(({ cells, key, package_id, part }) => ({
    key,
    kind: part,
    content: {
      package: package_id,
      row: Object.fromEntries(columnsOf(part).map(({ name }, column) => [name, cells[column] ?? ''])),
    },
  }));
  await oweMessages(queries, messages, at);
  return rows.length === atOnce;
}
