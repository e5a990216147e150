import { isOpenTo, type Sight } from '../../schema/access/row-access.ts';
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

/**
 * The departments' sections, one for each folder, with all of their records, also those that whoever asks may not see;
 * one that is not there is a department that said nothing.
 */
export function readSections(
  organisation: Representation,
  departments: readonly string[],
  sight: Sight,
): readonly SectionSeen[] {
  return departments.map((department) => {
    const section = organisation[fieldOfFolder(department)];
    if (!isObject(section)) return { department, source: null, creditRecords: null };
    const { recordsOnFile, source } = section;
    const creditRecords = Array.isArray(recordsOnFile)
      ? recordsOnFile
          .filter(isObject)
          .map((record) => pick(record, requiredFields.recordsOnFile) as unknown as RecordSeen)
      : null;
    return { department, source: isObject(source) ? seen(source, creditRecords ?? [], sight) : null, creditRecords };
  });
}

/**
 * A department withholds rows from whoever asks; those that are among the records all the same are judged. What is left
 * was withheld from the verdict too, as by a host that does not know that a gateway asks.
 */
function seen(source: Readonly<Record<string, unknown>>, records: readonly RecordSeen[], sight: Sight): SourceSeen {
  const read = pick(source, requiredFields.source) as unknown as SourceSeen;
  const judged = records.filter(({ openTo }) => !isOpenTo(openTo, sight)).length;
  return { ...read, withheldRows: Math.max(0, (read.withheldRows ?? 0) - judged) };
}

function pick(from: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, from[field] ?? null]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
