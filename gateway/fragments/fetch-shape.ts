import {
  getNamedType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLObjectType,
} from 'graphql';
import type { Marks } from '../../schema/access/marks.ts';
import { folderOfField } from '../../schema/department-names.ts';
import { readFetchDocument } from '../sources/fetch-document.ts';
import type { FetchSchema } from '../sources/fetch-schema.ts';
import { register } from './fragment-tags.ts';
import type { SelectedField } from '../sources/selections.ts';

/** A fetch of which each organisation's part may be kept by itself. */
export interface FetchShape {
  /** Tells this text from all others. */
  readonly id: string;
  /** Under which the answer stands. */
  readonly key: string;
  /** The variable that says about whom. */
  readonly variable: string;
  /** The answer is a list, one for each of the variable's. */
  readonly isList: boolean;
  readonly sections: readonly ShapedSection[];
  readonly asksRegister: boolean;
}

/** Where a section of an organisation stands, and in it its origin. */
export interface ShapedSection {
  readonly key: string;
  readonly department: string;
  readonly source: string;
}

export interface ShapeParts {
  readonly subgraph: string;
  readonly fetchSchema: FetchSchema;
  readonly marks: Marks | null;
  readonly restrictedToo: boolean;
}

const subject = 'Organisation';

/**
 * Reads a fetch by which departments answer their sections of organisations, or the register what it knows of them.
 * null: another one, or one in which something is asked that is not to be kept.
 */
export function readShape(
  query: string,
  operationName: string | undefined,
  parts: ShapeParts,
): Omit<FetchShape, 'id'> | null {
  const { fetchSchema, subgraph } = parts;
  const type = fetchSchema.schema.getType(subject);
  if (!isObjectType(type)) return null;
  const read = readFetchDocument(query, operationName, fetchSchema);
  if (read.asks === 'mutation' || !isAboutOneEach(read.document, parts)) return null;
  if (read.entities !== null) {
    const sections = sectionsOf(read.entities, type, { fetchSchema, others: ['creditCode'] });
    if (sections === null || sections.length === 0) return null;
    return { key: read.entities.key, variable: 'representations', isList: true, sections, asksRegister: false };
  }
  const [root, ...more] = read.fields;
  const variable = variableOf(read.document);
  if (root === undefined || more.length > 0 || subgraph !== register || variable === null) return null;
  if (root.name !== 'organisation' && root.name !== 'organisations') return null;
  const sections = sectionsOf(root, type, { fetchSchema, others: Object.keys(type.getFields()) });
  if (sections === null) return null;
  return { key: root.key, variable, isList: root.name === 'organisations', sections, asksRegister: true };
}

interface Sections {
  readonly fetchSchema: FetchSchema;
  /** Fields that may stand beside sections. */
  readonly others: readonly string[];
}

/** null: there is something else, or a section does not say how long it holds. */
function sectionsOf(field: SelectedField, type: GraphQLObjectType, around: Sections): ShapedSection[] | null {
  const found: ShapedSection[] = [];
  for (const one of field.selections.fieldsOf(type).values()) {
    if (one.type === null) continue;
    if (!around.fetchSchema.isSection(one.type)) {
      if (!around.others.includes(one.name)) return null;
      continue;
    }
    const section = getNamedType(one.type);
    if (!isObjectType(section)) return null;
    const source = [...one.selections.fieldsOf(section).values()].find(saysHowLong);
    if (source === undefined) return null;
    found.push({ key: one.key, department: folderOfField(one.name), source: source.key });
  }
  return found;
}

function saysHowLong({ name, selections, type }: SelectedField): boolean {
  const named = type === null ? null : getNamedType(type);
  if (name !== 'source' || !isObjectType(named)) return false;
  const asked = selections.fieldsOf(named);
  return ['state', 'freshUntil', 'asOf'].every((key) => asked.get(key)?.name === key);
}

/** Nothing is asked of further organisations, whose changes would not be heard of, nor anything that is not to be kept. */
function isAboutOneEach(document: DocumentNode, { fetchSchema, marks, restrictedToo }: ShapeParts): boolean {
  const info = new TypeInfo(fetchSchema.schema);
  let organisations = 0;
  let fits = true;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const parent = info.getParentType();
        const type = info.getType();
        if (type != null && getNamedType(type).name === subject) organisations += 1;
        if (parent == null || restrictedToo) return;
        const levels = marks?.ofField(parent.name, node.name.value) ?? [];
        if (levels.some(({ level }) => level === 'RESTRICTED')) fits = false;
      },
    }),
  );
  return fits && organisations <= 1;
}

/** Of a fetch with one root field and one argument, which is a variable. */
function variableOf({ definitions }: DocumentNode): string | null {
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || operation.selectionSet.selections.length !== 1) return null;
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || (field.directives ?? []).length > 0 || field.arguments?.length !== 1) return null;
  const { value } = field.arguments[0]!;
  return value.kind === Kind.VARIABLE ? value.name.value : null;
}
