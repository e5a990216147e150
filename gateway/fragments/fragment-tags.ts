import { tags as known, type Change } from '../../schema/changes/change.ts';

/** Of no section: what the register says of an organisation, in which every department may have a part. */
export const register = 'register';

/** What a fragment hangs on. Unlike those of a whole answer, they tell a department's records of one organisation apart. */
export function tagsOfFragment(department: string, creditCode: string): string[] {
  const ofDepartment = department === register ? known.rest : known.department(department);
  return [known.organisation(creditCode), ofDepartment, both(department, creditCode)];
}

/** The tags of which no fragment may be kept any longer. */
export function tagsOfChange({ creditCodes, departments }: Change): string[] {
  if (creditCodes === undefined)
    return departments === undefined ? [known.all] : [...departments.map(known.department), known.rest];
  if (departments === undefined) return creditCodes.map(known.organisation);
  return creditCodes.flatMap((code) => [...departments, register].map((department) => both(department, code)));
}

function both(department: string, creditCode: string): string {
  return `department:${department} organisation:${creditCode}`;
}
