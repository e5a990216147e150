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
  const named = new Set<string>();
  for (const department of parts.departments) {
    if (publishedSets(department).length === 0) continue;
    departments.push(await coverageOf(queries, department));
    for await (const candidates of listCandidates(queries, department)) {
      for (const judged of await judge(queries, candidates, { parts, today })) {
        const leaving = leave(judged, named);
        if (leaving === null) continue;
        if ('faults' in leaving) heldBack.push(leaving);
        else rows.push(leaving);
      }
    }
  }
  return { rows, remarks: { departments, heldBack } };
}

/** What of a record leaves today; null: nothing. `named`: documents that are in the package already. */
function leave({ candidate, duty, item, told }: Judged, named: Set<string>): PackageRow | HeldBack | null {
  const { department, fact, id: recordId } = candidate;
  const about = { department, recordId, creditCode: fact.creditCode };
  if (duty.state === 'TO_WITHDRAW') {
    if (told.withdrawal !== null && told.withdrawal.state !== 'REJECTED') return null;
    const cells = withdrawalCells(duty.part, item, duty.ending!);
    return { ...about, part: 'WITHDRAWAL', cells, digest: digestOf(cells) };
  }
  if (!leaving.includes(duty.state)) return null;
  const { cells, faults } = makeCells(item, publishedColumns[duty.part]);
  const digest = digestOf(cells);
  if (duty.state !== 'TO_PUBLISH' && digest === told.digest) return null;
  // One document of one authority about one organisation, whoever provides it.
  const document = canonicalJson([duty.part, fact.documentNumber, fact.creditCode, item.authority?.creditCode]);
  if (faults.length === 0 && named.has(document)) faults.push({ column: '', fault: 'REPEATED' });
  if (faults.length > 0) return { ...about, part: duty.part, faults };
  named.add(document);
  return { ...about, part: duty.part, cells, digest };
}

/** Also what is out already: it leaves again when it has changed. */
const leaving: readonly string[] = ['TO_PUBLISH', 'REJECTED', 'SENT', 'PUBLISHED'];

function digestOf(cells: readonly (string | null)[]): string {
  return sha256(canonicalJson(cells));
}
