import { recordsOnFile } from './records-on-file.ts';
import { fieldOfFolder, sectionTypeOf } from './department-names.ts';

/**
 * Stands in a capability's schema for the sections of every department, within the text of a `@requires`. A department
 * is in it by its folder's being there.
 */
export const everySection = 'EVERY_SECTION';

/** What is required of each section: all that a verdict can rest on, and all that must be shown of it years later. */
export const requiredFields = {
  source: [
    'department',
    'state',
    'asOf',
    'nextExpected',
    'rejectedRows',
    'unlinkedRows',
    'unlinkedAdverseRows',
    'withheldRows',
  ],
  [recordsOnFile]: [
    'id',
    'rowRef',
    'recordKind',
    'catalogueItem',
    'catalogueEdition',
    'effect',
    'severity',
    'severityRule',
    'documentNumber',
    'documentOn',
    'precision',
    'validFrom',
    'validUntil',
    'openEnded',
    'authority',
    'state',
    'linkedBy',
    'quality',
    'openTo',
  ],
} as const;

const selection = Object.entries(requiredFields)
  .map(([field, fields]) => `${field} { ${fields.join(' ')} }`)
  .join(' ');

/**
 * A capability's schema with the sections that it requires written out: the selection, and the fields that federation
 * wants declared as external. Each repeats the department's own section type, for the interface does not compose; no
 * field takes an argument, for the planner would merge conflicting ones. A schema that requires none stays as it is.
 */
export function withRequiredSections(sdl: string, departments: readonly string[]): string {
  if (!sdl.includes(everySection)) return sdl;
  const sorted = departments.toSorted();
  const all = sorted.map((department) => `${fieldOfFolder(department)} { ${selection} }`).join(' ');
  const fields = sorted.map((department) => `  ${fieldOfFolder(department)}: ${sectionTypeOf(department)} @external`);
  const sections = sorted.map(
    (department) => `type ${sectionTypeOf(department)} {
  source: SourceReport! @external
  ${recordsOnFile}: [CreditRecord!] @external
}`,
  );
  const external = fields.length === 0 ? [] : [`extend type Organisation {\n${fields.join('\n')}\n}`];
  return [sdl.trim().replaceAll(everySection, all), ...external, ...sections].join('\n\n');
}
