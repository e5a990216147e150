import { fieldOfFolder } from '../../schema/department-names.ts';
import { requiredFields } from '../../schema/required-sections.ts';
import type { RecordSeen, SectionSeen, SourceSeen } from './verdict/input.ts';

/** An organisation as the gateway hands it over, with what was required of the other subgraphs. */
export interface Representation {
  readonly creditCode: unknown;
  readonly status?: string | null;
  readonly establishedOn?: string | null;
  /** The departments' sections, by the names of their fields. */
  readonly [field: string]: unknown;
}

/** The departments' sections, one for each folder; one that is not there is a department that said nothing. */
export function readSections(organisation: Representation, departments: readonly string[]): readonly SectionSeen[] {
  return departments.map((department) => {
    const section = organisation[fieldOfFolder(department)];
    if (!isObject(section)) return { department, source: null, creditRecords: null };
    const { creditRecords, source } = section;
    return {
      department,
      source: isObject(source) ? (pick(source, requiredFields.source) as unknown as SourceSeen) : null,
      creditRecords: Array.isArray(creditRecords)
        ? creditRecords
            .filter(isObject)
            .map((record) => pick(record, requiredFields.creditRecords) as unknown as RecordSeen)
        : null,
    };
  });
}

function pick(from: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
