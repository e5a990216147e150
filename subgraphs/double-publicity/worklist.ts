import { UnauthorizedField } from '../../schema/access-errors.ts';
import type { Caller } from '../../schema/caller.ts';
import { ArgumentInvalid } from '../../schema/errors.ts';
import { defineCursors, mostOf, pageOf, type PageArguments } from '../measures/resolvers/paging.ts';
import { makeCells } from './columns/check-cells.ts';
import { publishedColumns } from './columns/columns-of.ts';
import { countFaults } from './columns/count-faults.ts';
import type { DoublePublicityParts } from './double-publicity-parts.ts';
import type { DutyState } from './duty/duty.ts';
import { shownDuty } from './shown.ts';
import { coverageOf, type Coverage } from './sources/coverage.ts';
import { judge, type Judged } from './sources/judge.ts';
import { listCandidates } from './sources/list-candidates.ts';
import type { PublishedDepartment } from './sources/published-department.ts';

export interface WorklistArguments extends PageArguments {
  readonly department: string;
  readonly state?: readonly DutyState[] | null;
  readonly overdue?: boolean | null;
}

interface Place {
  readonly dueOn: string;
  readonly id: string;
}

const mostPerPage = 100;
const toDo: readonly DutyState[] = ['TO_PUBLISH', 'REJECTED', 'TO_WITHDRAW'];
const cursors = defineCursors<Place>(
  'publicityDue',
  ({ dueOn, id }) => `${dueOn} ${id}`,
  (text) => {
    const [dueOn = '', id = ''] = text.split(/ (.*)/s);
    return id === '' ? null : { dueOn, id };
  },
);

/** A page of what a department has to publish, correct or withdraw. @throws ArgumentInvalid, UnauthorizedField */
export async function worklistPage(parts: DoublePublicityParts, args: WorklistArguments, asking: Asking) {
  const department = parts.departments.find(({ name }) => name === args.department);
  if (department === undefined)
    throw new ArgumentInvalid('department names no department.', 'Take the names from `departments`.', {
      argument: 'department',
    });
  requireOwn(asking.caller, args.department);
  const [place, most] = [cursors.read(args.after), mostOf(args.first, mostPerPage)];
  const found = await findDue(parts, department, { args, today: asking.today });
  const behind = found.filter((one) => place === null || byUrgency(placeOf(one), place) > 0).slice(0, most);
  const page = pageOf(behind, args, (one) => cursors.write(placeOf(one)));
  return {
    ...page,
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: shownDue(node) })),
    total: found.length,
    overdue: found.filter((one) => isOverdue(one, asking.today)).length,
    // Only looked through for those who ask for it.
    heldBack: () => countFaults(found.map((one) => ({ department: department.name, faults: faultsOf(one) }))),
    coverage: await coverageOf(parts.database, department),
  };
}

export interface Asking {
  readonly caller: Caller | null;
  readonly today: string;
}

function requireOwn(caller: Caller | null, department: string): void {
  if (caller?.role === 'officer' && caller.department !== department)
    throw new UnauthorizedField('Query.publicityDue', { department: caller.department }, 'publicityDue');
}

interface Finding {
  readonly args: WorklistArguments;
  readonly today: string;
}

async function findDue(
  parts: DoublePublicityParts,
  department: PublishedDepartment,
  { args: { overdue, state }, today }: Finding,
): Promise<readonly Judged[]> {
  const found: Judged[] = [];
  for await (const candidates of listCandidates(parts.database, department)) {
    const judged = await judge(parts.database, candidates, { parts, today });
    found.push(
      ...judged.filter(
        (one) => (state ?? toDo).includes(one.duty.state) && (overdue == null || overdue === isOverdue(one, today)),
      ),
    );
  }
  return found.toSorted((a, b) => byUrgency(placeOf(a), placeOf(b)));
}

/** What has to be withdrawn at once, or has no day, comes first. */
function placeOf({ candidate, duty }: Judged): Place {
  const dueOn = duty.state === 'TO_WITHDRAW' ? duty.ending?.withdrawBy : duty.publishBy;
  return { dueOn: dueOn ?? '0000-00-00', id: candidate.id };
}

function byUrgency(a: Place, b: Place): number {
  const [left, right] = [cursorText(a), cursorText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function cursorText({ dueOn, id }: Place): string {
  return `${dueOn} ${id}`;
}

function isOverdue(judged: Judged, today: string): boolean {
  if (judged.duty.state !== 'TO_WITHDRAW') return (judged.duty.daysLate ?? 0) > 0;
  const by = judged.duty.ending?.withdrawBy ?? judged.duty.ending?.on ?? null;
  return by !== null && by < today;
}

/** How far each department can be listed; an officer is told of its own only. */
export async function coverageOfAll({ database, departments }: DoublePublicityParts, { caller }: Asking) {
  const seen = departments.filter(({ name }) => caller?.role !== 'officer' || caller.department === name);
  const found: Coverage[] = [];
  for (const department of seen) found.push(await coverageOf(database, department));
  return found;
}

function faultsOf({ duty, item }: Judged) {
  const isLeaving = duty.state === 'TO_PUBLISH' || duty.state === 'REJECTED';
  return isLeaving ? makeCells(item, publishedColumns[duty.part]).faults : [];
}

function shownDue(judged: Judged) {
  const { candidate, duty } = judged;
  const { department, fact, id } = candidate;
  return {
    organisation: { creditCode: fact.creditCode },
    department,
    recordId: id,
    recordKind: fact.recordKind,
    documentNumber: fact.documentNumber,
    duty: shownDuty(duty, fact.severity),
    faults: faultsOf(judged),
  };
}
