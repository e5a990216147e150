import { canonicalJson, sha256 } from '../../../schema/canonical-json.ts';
import type { Queries } from '../../database/database.ts';
import { makeCells, type Fault } from '../columns/check-cells.ts';
import { publishedColumns } from '../columns/columns-of.ts';
import { withdrawalCells } from '../columns/withdrawal-columns.ts';
import { coverageOf, type Coverage } from '../sources/coverage.ts';
import { judge, type Judged, type JudgeParts } from '../sources/judge.ts';
import { listCandidates } from '../sources/list-candidates.ts';
import { publishedSets, type PublishedDepartment } from '../sources/published-department.ts';
import type { PackagePart } from './package-file.ts';

/** A row as it is going to leave. */
export interface PackageRow {
  readonly part: PackagePart;
  readonly department: string;
  readonly recordId: string;
  readonly creditCode: string;
  readonly cells: readonly (string | null)[];
  readonly digest: string;
  /** Digest of document, authority and party; null: a withdrawal. */
  readonly document: string | null;
}

/** A record that has to be published and cannot be. */
export interface HeldBack {
  readonly department: string;
  readonly recordId: string;
  readonly creditCode: string;
  readonly part: PackagePart;
  readonly faults: readonly Fault[];
}

/** What a package does not hold, and how far one can know. */
export interface Remarks {
  /** Every department of the district: of one that is not LISTED, absence is no statement that there is nothing. */
  readonly departments: readonly Coverage[];
  readonly heldBack: readonly HeldBack[];
}

export interface GatherParts extends JudgeParts {
  readonly departments: readonly PublishedDepartment[];
}

/**
 * Everything that leaves today: what was never handed over, what has changed since, what was rejected and has been
 * corrected, and withdrawals. Departments in the order of their names, records in that of credit codes.
 */
export async function gatherRows(
  queries: Queries,
  parts: GatherParts,
  today: string,
): Promise<{ readonly rows: readonly PackageRow[]; readonly remarks: Remarks }> {
  const rows: PackageRow[] = [];
  const heldBack: HeldBack[] = [];
  const departments: Coverage[] = [];
  const holders = new Map<string, string>();
  for (const department of parts.departments) {
    departments.push(await coverageOf(queries, department));
    if (publishedSets(department).length === 0) continue;
    for await (const candidates of listCandidates(queries, department)) {
      const page = await judge(queries, candidates, { parts, today });
      await findHolders(queries, page, holders);
      for (const judged of page) {
        const leaving = leave(judged, holders);
        if (leaving === null) continue;
        if ('faults' in leaving) heldBack.push(leaving);
        else rows.push(leaving);
      }
    }
  }
  return { rows, remarks: { departments, heldBack } };
}

/** What of a record leaves today; null: nothing. `holders`: the record by which each document is published. */
function leave(judged: Judged, holders: Map<string, string>): PackageRow | HeldBack | null {
  const { candidate, duty, item, told } = judged;
  const { department, fact, id: recordId } = candidate;
  const about = { department, recordId, creditCode: fact.creditCode };
  if (duty.state === 'TO_WITHDRAW') {
    if (told.withdrawal !== null && told.withdrawal.state !== 'REJECTED') return null;
    const cells = withdrawalCells(duty.part, item, duty.ending!);
    return { ...about, part: 'WITHDRAWAL', cells, digest: digestOf(cells), document: null };
  }
  if (!leaving.includes(duty.state)) return null;
  const { cells, faults } = makeCells(item, publishedColumns[duty.part]);
  const digest = digestOf(cells);
  if (duty.state !== 'TO_PUBLISH' && digest === told.digest) return null;
  const document = documentOf(judged);
  const holder = holders.get(document) ?? recordId;
  if (faults.length === 0 && holder !== recordId) faults.push({ column: '', fault: 'REPEATED' });
  if (faults.length > 0) return { ...about, part: duty.part, faults };
  holders.set(document, recordId);
  return { ...about, part: duty.part, cells, digest, document };
}

/** One document of one authority about one organisation, whoever provides it. */
function documentOf({ candidate: { fact }, duty, item }: Judged): string {
  return digestOf([duty.part, fact.documentNumber, fact.creditCode, item.authority?.creditCode ?? null]);
}

async function findHolders(queries: Queries, page: readonly Judged[], holders: Map<string, string>): Promise<void> {
  const rows = await queries.query<{ document: string; record_id: string }>(
    `SELECT document, record_id FROM publicity_rows WHERE document = ANY($1) AND state <> 'REJECTED'`,
    [page.map(documentOf)],
  );
  for (const { document, record_id } of rows) holders.set(document, record_id);
}

/** Also what is out already: it leaves again when it has changed. */
const leaving: readonly string[] = ['TO_PUBLISH', 'REJECTED', 'SENT', 'PUBLISHED'];

function digestOf(cells: readonly (string | null)[]): string {
  return sha256(canonicalJson(cells));
}
