import {
  getNamedType,
  isCompositeType,
  isObjectType,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Mark, Marks } from '../../schema/access/marks.ts';
import { tags } from '../../schema/changes/change.ts';
import { folderOfField } from '../../schema/department-names.ts';
import { codesIn, readArguments, type AskedArgument } from '../disclosures/asked-arguments.ts';
import { createFetchSchema } from '../sources/fetch-schema.ts';
import { readOwners, type OwnersOf } from './field-owners.ts';

/** What of an operation decides whether, and under what, its answers are kept. */
export interface ReadOperation {
  /** Only what says when it has changed is kept: departments' sections, the register, measures. */
  readonly mayBeKept: boolean;
  /** It asks a service that reads who asks, and not only what rights make of it. */
  readonly readsAsker: boolean;
  /** Marks of RESTRICTED fields in it. */
  readonly restricted: readonly Mark[];
  /** Organisations that it names under these variables, in order. */
  readonly codesOf: (variables: Readonly<Record<string, unknown>>) => readonly string[];
  /** Beside its organisations. */
  readonly tags: readonly string[];
}

export type OperationReader = (document: DocumentNode, operation: OperationDefinitionNode) => ReadOperation;

/** Reads levels, never who asks; its changes are told with its departments'. */
const register = 'register';
/** Reads who asks; tells of every change. */
const measures = 'measures';

/** Verdicts, receipts and the log of who looked are of no such service: they are of their moment, and never kept. */
export function createOperationReader(
  apiSchema: GraphQLSchema,
  supergraphSdl: string,
  marks: Marks | null,
): OperationReader {
  const around: Around = {
    schema: apiSchema,
    owners: readOwners(supergraphSdl),
    isSection: createFetchSchema(apiSchema, supergraphSdl).isSection,
    marks,
    departments: new Set(),
  };
  for (const type of Object.values(apiSchema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const [name, field] of Object.entries(type.getFields()))
      if (around.isSection(field.type))
        for (const owner of around.owners(type.name, name)) around.departments.add(owner);
  }
  return (document, operation) => read(document, operation, around);
}

interface Around {
  readonly schema: GraphQLSchema;
  readonly owners: OwnersOf;
  readonly isSection: ReturnType<typeof createFetchSchema>['isSection'];
  readonly marks: Marks | null;
  /** Subgraphs that answer sections. */
  readonly departments: Set<string>;
}

interface Found {
  mayBeKept: boolean;
  readsAsker: boolean;
  hasRest: boolean;
  readonly restricted: Mark[];
  readonly sections: Set<string>;
  readonly asked: AskedArgument[];
}

/** Fragments that other operations of the document spread count too: at worst an answer is not kept. */
function read(document: DocumentNode, operation: OperationDefinitionNode, around: Around): ReadOperation {
  const { schema } = around;
  const isQuery = operation.operation === 'query';
  const found: Found = {
    mayBeKept: isQuery,
    readsAsker: false,
    hasRest: false,
    restricted: [],
    sections: new Set(),
    asked: [],
  };
  const own = {
    ...document,
    definitions: document.definitions.filter((one) => one.kind !== 'OperationDefinition' || one === operation),
  };
  const info = new TypeInfo(schema);
  visit(
    own,
    visitWithTypeInfo(info, {
      Field(node) {
        const [parent, definition] = [info.getParentType(), info.getFieldDef()];
        if (node.name.value === '__typename') return;
        if (parent == null || definition == null || node.name.value.startsWith('__')) {
          found.mayBeKept = false;
          return;
        }
        found.asked.push(...readArguments(node, definition).filter((one) => one.mayNameOrganisations));
        judge(parent.name, definition.name, parent === schema.getQueryType(), found, around);
        const type = getNamedType(definition.type);
        if (isCompositeType(type) && around.isSection(type)) found.sections.add(folderOfField(definition.name));
      },
    }),
  );
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ defaultValue, variable }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const],
    ),
  );
  const { asked, hasRest, mayBeKept, readsAsker, restricted, sections } = found;
  return {
    mayBeKept: mayBeKept && asked.length > 0,
    readsAsker,
    restricted,
    codesOf: (variables) => [...new Set(codesIn(asked, { ...defaults, ...variables }))].sort(),
    tags: [...[...sections].sort().map(tags.department), ...(hasRest ? [tags.rest] : [])],
  };
}

function judge(type: string, field: string, isRoot: boolean, found: Found, around: Around): void {
  const { departments, marks, owners } = around;
  const of = owners(type, field);
  const isDepartments = [...of].some((owner) => departments.has(owner));
  if (!isDepartments && !of.has(register)) {
    if (of.has(measures)) found.readsAsker = true;
    else found.mayBeKept = false;
  }
  if (!isDepartments && !isRoot && field !== 'creditCode') found.hasRest = true;
  for (const mark of marks?.ofField(type, field) ?? []) if (mark.level === 'RESTRICTED') found.restricted.push(mark);
}
