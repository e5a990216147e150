import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { recordsOnFile } from './records-on-file.ts';
import { fieldOfFolder, sectionTypeOf } from './department-names.ts';

/**
 * Stands in a capability's schema for the sections of every department, within the text of a `@requires`. A department
 * is in it by its folder's being there.
 */
export const everySection = 'EVERY_SECTION';
/** The same with everything that there is to say of each record which the caller may see. */
export const everyRecord = 'EVERY_RECORD';

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

/** Whether a capability's schema requires sections from outside of it. */
export function requiresSections(sdl: string): boolean {
  return sdl.includes(everySection) || sdl.includes(everyRecord);
}

let whole: string | undefined;

/** Every field of the source and of the record, as records.graphql has them. */
function wholeSelection(): string {
  if (whole !== undefined) return whole;
  const document = parse(readFileSync(join(import.meta.dirname, 'records.graphql'), 'utf8'), { noLocation: true });
  whole = `source ${everyField('SourceReport', document)} creditRecords ${everyField('CreditRecord', document)}`;
  return whole;
}

function everyField(type: string, document: DocumentNode): string {
  const found = objectNamed(type, document);
  const fields = (found?.fields ?? []).flatMap((field) => {
    let of = field.type;
    while (of.kind !== Kind.NAMED_TYPE) of = of.type;
    if (isInternal(field)) return [];
    const isObject = objectNamed(of.name.value, document) !== undefined;
    return isObject ? `${field.name.value} ${everyField(of.name.value, document)}` : field.name.value;
  });
  return `{ ${fields.join(' ')} }`;
}

function isInternal({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.some(({ name }) => name.value === 'federation__inaccessible');
}

function objectNamed(type: string, { definitions }: DocumentNode): ObjectTypeDefinitionNode | undefined {
  return definitions.find(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === type,
  );
}

/**
 * A capability's schema with the sections that it requires written out: the selection, and the fields that federation
 * wants declared as external. Each repeats the department's own section type, for the interface does not compose; no
 * field takes an argument, for the planner would merge conflicting ones. A schema that requires none stays as it is.
 */
export function withRequiredSections(sdl: string, departments: readonly string[]): string {
  if (!requiresSections(sdl)) return sdl;
  const sorted = departments.toSorted();
  const all = (fields: string) => sorted.map((department) => `${fieldOfFolder(department)} { ${fields} }`).join(' ');
  const fields = sorted.map((department) => `  ${fieldOfFolder(department)}: ${sectionTypeOf(department)} @external`);
  const lists = [
    ...(sdl.includes(everySection) ? [recordsOnFile] : []),
    ...(sdl.includes(everyRecord) ? ['creditRecords'] : []),
  ];
  const sections = sorted.map((department) =>
    [
      `type ${sectionTypeOf(department)} {`,
      '  source: SourceReport! @external',
      ...lists.map((list) => `  ${list}: [CreditRecord!] @external`),
      '}',
    ].join('\n'),
  );
  const external = fields.length === 0 ? [] : [`extend type Organisation {\n${fields.join('\n')}\n}`];
  const written = sdl
    .trim()
    .replaceAll(everySection, () => all(selection))
    .replaceAll(everyRecord, () => all(wholeSelection()));
  return [written, ...external, ...sections].join('\n\n');
}
