import { Kind, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import type { Folder } from './compose-folders.ts';
import { fieldOfFolder, folderName, sectionTypeOf } from './department-names.ts';

/**
 * What composition itself does not refuse, but a department's folder must keep: one nullable section under the
 * folder's name, so that a department that fails costs its section and nothing else.
 */
export function departmentFaults(folder: Folder, document: DocumentNode): string[] {
  const at = (fault: string) => `${folder.name}/schema.graphql: ${fault}`;
  if (!folderName.test(folder.name)) return [at('the folder must be named in lower-case words joined by hyphens')];
  const wanted = { field: fieldOfFolder(folder.name), type: sectionTypeOf(folder.name) };
  const fields = document.definitions
    .filter((node) => node.kind === Kind.OBJECT_TYPE_EXTENSION || node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((node) => node.name.value === 'Organisation')
    .flatMap((node) => node.fields ?? []);
  const faults = fields.flatMap((field) => organisationFieldFaults(field, wanted));
  if (fields.length === 0) faults.push(`Organisation must be extended by the field "${wanted.field}"`);
  const section = document.definitions.find(
    (node): node is ObjectTypeDefinitionNode =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION && node.name.value === wanted.type,
  );
  return [...faults, ...sectionFaults(section, wanted.type)].map(at);
}

function organisationFieldFaults(field: FieldDefinitionNode, wanted: { field: string; type: string }): string[] {
  const name = field.name.value;
  if (name !== wanted.field) return [`Organisation.${name} must be named after its folder: "${wanted.field}"`];
  if (field.type.kind === Kind.NON_NULL_TYPE) {
    return [`Organisation.${name} must be nullable, or one failing department would cost the whole answer`];
  }
  const type = field.type.kind === Kind.NAMED_TYPE ? field.type.name.value : 'a list';
  return type === wanted.type ? [] : [`Organisation.${name} must be of type ${wanted.type}, not ${type}`];
}

function sectionFaults(section: ObjectTypeDefinitionNode | undefined, type: string): string[] {
  if (section === undefined) return [`type ${type} is missing`];
  const faults = (section.fields ?? [])
    .filter((field) => field.name.value !== 'source' && field.type.kind === Kind.NON_NULL_TYPE)
    .map((field) => `${type}.${field.name.value} must be nullable: it is null when the department does not answer`);
  if (!(section.interfaces ?? []).some((one) => one.name.value === 'DepartmentSection')) {
    faults.push(`${type} must implement DepartmentSection`);
  }
  return faults;
}

/** Types of object, enum and alike that two folders define, though federation would merge some of them silently. */
export function repeatedTypes(documents: readonly { name: string; document: DocumentNode }[]): string[] {
  const owners = new Map<string, string>();
  const faults: string[] = [];
  for (const { name, document } of documents) {
    for (const node of document.definitions) {
      if (!('name' in node) || node.name === undefined || node.kind.endsWith('Extension')) continue;
      const owner = owners.get(node.name.value);
      if (owner !== undefined) faults.push(`${name}/schema.graphql: ${node.name.value} is defined by ${owner} already`);
      owners.set(node.name.value, name);
    }
  }
  return faults;
}
