import {
  Kind,
  parse,
  print,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { departmentRight, knownRights } from '../../schema/access/rights.ts';
import type { Connector, RecordSet } from './connector.ts';
import { durationMs } from './duration.ts';
import { fieldOfFolder, sectionTypeOf } from '../../schema/department-names.ts';

/** A folder's SDL and its connector do not say the same. */
export class ConnectorMismatch extends Error {
  constructor(folder: string, faults: readonly string[]) {
    super(`${folder}: schema.graphql and connector.ts disagree\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConnectorMismatch';
  }
}

const sectionFields = new Map([
  ['source', 'SourceReport!'],
  ['creditRecords', '[CreditRecord!]'],
]);

/** Compares SDL and connector field by field and type by type; throws with every difference, each naming its field. */
export function checkConnector(folder: string, sdl: string, connector: Connector): void {
  const document = parse(sdl);
  const faults = [
    ...checkOrganisation(folder, document),
    ...checkSection(folder, document, connector),
    ...checkRegister(connector),
  ];
  for (const [name, set] of shown(connector))
    faults.push(...checkRecordType(name, set, document), ...checkSet(name, set));
  if (faults.length > 0) throw new ConnectorMismatch(folder, faults);
}

/** Record sets that a client sees; mapping tables only lead to them. */
export function shown(connector: Connector): [string, RecordSet][] {
  return Object.entries(connector.recordSets).filter(([, set]) => set.mappingOnly !== true);
}

function checkOrganisation(folder: string, document: DocumentNode): string[] {
  const extension = document.definitions.find(
    (node): node is ObjectTypeExtensionNode =>
      node.kind === Kind.OBJECT_TYPE_EXTENSION && node.name.value === 'Organisation',
  );
  const fields = fieldsOf(extension);
  const wanted = fieldOfFolder(folder);
  const faults = [...fields.keys()]
    .filter((field) => field !== wanted)
    .map((field) => `Organisation.${field} is not this folder's field, which is ${wanted}`);
  if (fields.get(wanted) !== sectionTypeOf(folder))
    faults.push(`Organisation.${wanted}: ${sectionTypeOf(folder)} is missing, or has another type`);
  return faults;
}

function checkSection(folder: string, document: DocumentNode, connector: Connector): string[] {
  const type = sectionTypeOf(folder);
  const fields = fieldsOf(typeNamed(document, type));
  const wanted = new Map([
    ...sectionFields,
    ...shown(connector).map(([name, set]) => [name, `[${set.type}!]`] as const),
  ]);
  return compare(type, fields, wanted);
}

function checkRecordType(name: string, set: RecordSet, document: DocumentNode): string[] {
  const node = typeNamed(document, set.type);
  if (node === undefined) return [`type ${set.type} of record set ${name} is not in the SDL`];
  const wanted = new Map([
    ['record', 'CreditRecord!'],
    ...Object.entries(set.fields).map(([field, decoder]) => [field, decoder.type] as const),
  ]);
  return compare(set.type, fieldsOf(node), wanted);
}

function checkSet(name: string, set: RecordSet): string[] {
  const faults = (set.identity ?? [])
    .filter(
      (part) =>
        !(part in set.fields) &&
        !['documentNumber', 'authority', 'documentOn', 'validFrom', 'recordKind'].includes(part),
    )
    .map((part) => `record set ${name}: identity names ${part}, which is no field of it`);
  for (const [fact, field] of Object.entries(set.states ?? {}))
    if (!(field in set.fields)) faults.push(`record set ${name}: states ${fact} by ${field}, which is no field of it`);
  for (const duration of [set.freshFor, set.keepFor]) {
    try {
      durationMs(duration);
    } catch (error) {
      faults.push(`record set ${name}: ${(error as Error).message}`);
    }
  }
  return [...faults, ...checkLevel(name, set)];
}

/** Of a level that depends on the row, nothing is known before there are rows. */
function checkLevel(name: string, { level }: RecordSet): string[] {
  if (typeof level !== 'object') return [];
  return level.rights
    .filter((right) => !knownRights.has(right) && !right.startsWith(departmentRight('')))
    .map((right) => `record set ${name}: its level names ${right}, which is no right of schema/access/roles.json`);
}

/** A register vouches with the fields of one of its own record sets. */
function checkRegister({ recordSets, register }: Connector): string[] {
  if (register === undefined) return [];
  const { recordSet, places: _, ...parts } = register;
  const set = recordSets[recordSet];
  if (set === undefined) return [`register names record set ${recordSet}, which there is not`];
  return Object.entries(parts)
    .filter(([, field]) => !Object.hasOwn(set.fields, field))
    .map(([part, field]) => `register takes its ${part} from ${recordSet}.${field}, which is no field of it`);
}

function compare(type: string, given: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): string[] {
  return [
    ...[...given.keys()]
      .filter((field) => !wanted.has(field))
      .map((field) => `${type}.${field} is in the SDL but not mapped`),
    ...[...wanted.keys()]
      .filter((field) => !given.has(field))
      .map((field) => `${type}.${field} is mapped but not in the SDL`),
    ...[...wanted]
      .filter(([field, of]) => given.has(field) && given.get(field) !== of)
      .map(([field, of]) => `${type}.${field} is ${given.get(field)} in the SDL, the connector yields ${of}`),
  ];
}

function typeNamed(document: DocumentNode, name: string): ObjectTypeDefinitionNode | undefined {
  return document.definitions.find(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === name,
  );
}

function fieldsOf(
  node: { readonly fields?: readonly FieldDefinitionNode[] | undefined } | undefined,
): Map<string, string> {
  return new Map((node?.fields ?? []).map((field) => [field.name.value, print(field.type)]));
}
