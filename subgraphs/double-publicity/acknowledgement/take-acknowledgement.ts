import { createHash } from 'node:crypto';
import type { Clock } from '../../connector/protocol.ts';
import type { Database, Queries } from '../../database/database.ts';
import { maskPersonalNumbers } from '../../../schema/personal-numbers.ts';
import type { ManifestFile } from '../package/write-package.ts';
import {
  AcknowledgementUnreadable,
  readAcknowledgement,
  type Answered,
  type Problem,
  type ReadLine,
} from './read-acknowledgement.ts';

export interface Taken {
  readonly accepted: number;
  readonly rejected: number;
  /** Rows that had the same answer before. */
  readonly repeated: number;
  /** Rows of the packages it names that still have no answer. */
  readonly unanswered: number;
  readonly problems: readonly Problem[];
}

/**
 * Takes what the city platform said of the rows of a package, all at once or not at all. The first answer about a row
 * stands; the same one again changes nothing. @throws AcknowledgementUnreadable
 */
export async function takeAcknowledgement(
  bytes: Buffer,
  name: string,
  { clock, database }: { readonly clock: Clock; readonly database: Database },
): Promise<Taken> {
  const { lines, problems } = readAcknowledgement(bytes);
  return database.transaction(async (queries) => {
    const packages = await loadPackages(
      queries,
      lines.map(({ answered }) => answered.packageId),
    );
    const counts = { accepted: 0, rejected: 0, repeated: 0 };
    for (const line of lines) {
      const outcome = await takeLine(queries, line, packages);
      if (outcome in counts) counts[outcome as keyof typeof counts] += 1;
      else problems.push({ line: line.line, problem: outcome as Problem['problem'] });
    }
    const [first] = packages.keys();
    if (first === undefined) throw new AcknowledgementUnreadable('it names no package of this gateway');
    const unanswered = await countUnanswered(queries, [...packages.keys()]);
    problems.sort((a, b) => a.line - b.line);
    await queries.query(
      `INSERT INTO publicity_acknowledgements (digest, name, package_id, taken_at, counts, problems)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [
        createHash('sha256').update(bytes).digest('hex'),
        name,
        first,
        new Date(clock.now()).toISOString(),
        JSON.stringify(counts),
        JSON.stringify(problems),
      ],
    );
    return { ...counts, unanswered, problems };
  });
}

type Packages = ReadonlyMap<string, ReadonlyMap<string, ManifestFile>>;

async function loadPackages(queries: Queries, ids: readonly string[]): Promise<Packages> {
  const rows = await queries.query<{ package_id: string; files: readonly ManifestFile[] }>(
    'SELECT package_id, files FROM publicity_packages WHERE package_id = ANY($1) AND files IS NOT NULL',
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.package_id, new Map(row.files.map((file) => [file.name, file]))]));
}

async function takeLine(
  queries: Queries,
  { answered }: ReadLine,
  packages: Packages,
): Promise<'accepted' | 'rejected' | 'repeated' | Problem['problem']> {
  const files = packages.get(answered.packageId);
  if (files === undefined) return 'PACKAGE_UNKNOWN';
  const file = files.get(answered.file);
  if (file === undefined || file.sha256 !== answered.sha256) return 'FILE_DIFFERS';
  const state = stateOf(answered);
  const [row] = await queries.query<{ before: string }>(
    `UPDATE publicity_rows r SET state = CASE WHEN r.state = 'SENT' THEN $4 ELSE r.state END,
       reason = CASE WHEN r.state = 'SENT' THEN $5 ELSE r.reason END,
       answered_on = CASE WHEN r.state = 'SENT' THEN $6::date ELSE r.answered_on END
     FROM (SELECT state AS before FROM publicity_rows WHERE package_id = $1 AND part = $2 AND position = $3) b
     WHERE package_id = $1 AND part = $2 AND position = $3 RETURNING before`,
    [
      answered.packageId,
      file.part,
      answered.position,
      state,
      // The platform may quote what it rejects.
      answered.reason === null ? null : maskPersonalNumbers(answered.reason).slice(0, 500),
      answered.answeredOn,
    ],
  );
  if (row === undefined) return 'ROW_UNKNOWN';
  if (row.before === 'SENT') return answered.accepted ? 'accepted' : 'rejected';
  return row.before === state ? 'repeated' : 'RESULT_CHANGED';
}

function stateOf({ accepted }: Answered): string {
  return accepted ? 'ACCEPTED' : 'REJECTED';
}

async function countUnanswered(queries: Queries, packages: readonly string[]): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM publicity_rows WHERE package_id = ANY($1) AND state = 'SENT'`,
    [packages],
  );
  return row?.count ?? 0;
}
