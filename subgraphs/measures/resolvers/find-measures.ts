import { parseCreditCode } from '../../../schema/credit-code.ts';
import { folderName } from '../../../schema/department-names.ts';
import { ArgumentInvalid } from '../../../schema/errors.ts';
import type { MeasureFilter } from '../desk/read-measures.ts';
import type { MeasurePlace, MeasureRecords } from '../desk/records.ts';
import type { Measure } from '../state/measure.ts';
import { defineCursors, mostOf, pageOf, type PageArguments } from './paging.ts';
import type { MeasuresContext } from './request-context.ts';

const mostPerPage = 100;

export interface FindArguments extends PageArguments {
  readonly organisation?: unknown;
  readonly department?: string | null;
  readonly role?: MeasureFilter['part'];
  readonly status?: MeasureFilter['statuses'];
  readonly overdue?: boolean | null;
}

const cursors = defineCursors<MeasurePlace>(
  'measures',
  ({ initiatedAt, measureId }) => `${initiatedAt} ${measureId}`,
  (text) => {
    const [initiatedAt = '', measureId = ''] = text.split(/ (.*)/s);
    return Number.isNaN(Date.parse(initiatedAt)) || measureId === '' ? null : { initiatedAt, measureId };
  },
);

/** One measure; null: there is none, or it is not the business of the representative who asks. */
export async function findMeasure(measureId: string, { caller, loaders }: MeasuresContext): Promise<Measure | null> {
  const measure = /\p{Cc}/u.test(measureId) ? null : await loaders.measure.load(measureId);
  if (caller?.role === 'representative' && measure?.facts.creditCode !== caller.creditCode) return null;
  return measure;
}

/** A page of measures, newest first. @throws ArgumentInvalid, CreditCodeInvalid */
export async function findMeasures(records: MeasureRecords, args: FindArguments, { today }: MeasuresContext) {
  const { first, after, organisation, department, role, status, overdue } = args;
  if (role != null && department == null)
    throw new ArgumentInvalid('role says nothing without a department.', 'Name the department whose role it is.', {
      argument: 'role',
    });
  const filter = {
    organisation: organisation == null ? null : parseCreditCode(organisation).code,
    department: department == null ? null : requireDepartment(department),
    part: role ?? null,
    statuses: status ?? null,
    overdue: overdue ?? null,
    today,
  };
  const stretch = { after: cursors.read(after), most: mostOf(first, mostPerPage) };
  return pageOf<Measure>(await records.findMeasures(filter, stretch), args, ({ facts }) => cursors.write(facts));
}

/** @throws ArgumentInvalid when the text names no folder that there can be. */
export function requireDepartment(department: string): string {
  if (folderName.test(department)) return department;
  throw new ArgumentInvalid(
    'department names no department.',
    "Give the name of the department's folder, e.g. as `departments` lists it.",
    { argument: 'department' },
  );
}
