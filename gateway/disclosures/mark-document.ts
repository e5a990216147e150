import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isListType,
  getNullableType,
  isObjectType,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { readArguments, type AskedArgument } from './asked-arguments.ts';
import { field, hidden, hiddenKeysFor, on, type HiddenKeys } from './hidden-fields.ts';
import type { Subjects } from './subjects.ts';

/** A document that asks, beside what the client wants, whom each part of the answer is about. */
export interface MarkedDocument {
  readonly document: DocumentNode;
  readonly keys: HiddenKeys;
  /** What is asked of organisations, measures and orders, by name and ordered. */
  readonly fields: readonly string[];
  /** Arguments in which credit codes may stand. */
  readonly askedBy: readonly AskedArgument[];
  /** Values of variables that a request does not give. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The commands of a mutation, by the key of their result. */
  readonly commands: readonly MarkedCommand[];
}

export interface MarkedCommand {
  readonly key: string;
  readonly name: string;
  readonly input: AskedArgument | null;
}

/**
 * A client may ask for a section without the credit code, under aliases, through fragments. So the code, and each
 * section's origin, are asked for beside it, under keys of our own: they come with the same fetches, and are taken out
 * of the answer before it is sent. `document` has one operation and the fragments that it uses.
 */
export function markDocument(document: DocumentNode, schema: GraphQLSchema, subjects: Subjects): MarkedDocument {
  const keys = hiddenKeysFor(document);
  const fields = new Set<string>();
  const askedBy: AskedArgument[] = [];
  const commands: MarkedCommand[] = [];
  const info = new TypeInfo(schema);
  const marked = visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(node) {
          const parent = info.getParentType();
          const definition = info.getFieldDef();
          if (parent == null || definition == null) return;
          if (subjects.isAbout(parent)) fields.add(`${parent.name}.${definition.name}`);
          const given = readArguments(node, definition);
          askedBy.push(...given.filter((argument) => argument.mayNameOrganisations));
          if (parent === schema.getMutationType())
            commands.push({ key: keyOf(node), name: definition.name, input: given.at(0) ?? null });
        },
        leave(node) {
          const type = info.getType();
          if (node.selectionSet === undefined || type == null) return undefined;
          const added = additions(getNamedType(type), { keys, schema, subjects });
          if (added.length === 0) return undefined;
          const selections = [...node.selectionSet.selections, ...added];
          return { ...node, selectionSet: { ...node.selectionSet, selections } };
        },
      },
    }),
  );
  return { document: marked, keys, fields: [...fields].sort(), askedBy, defaults: defaultsOf(document), commands };
}

interface Marking {
  readonly keys: HiddenKeys;
  readonly schema: GraphQLSchema;
  readonly subjects: Subjects;
}

function additions(type: GraphQLNamedType, marking: Marking): SelectionNode[] {
  const { keys, schema, subjects } = marking;
  const source = subjects.isSection(type)
    ? [
        hidden(
          keys.source,
          'source',
          subjects.originFields.map((name) => field(name)),
        ),
      ]
    : [];
  if (isAbstractType(type)) {
    const each = schema.getPossibleTypes(type).flatMap((one) => {
      const added = subjects.isSection(one) && source.length > 0 ? [] : additions(one, marking);
      return added.length === 0 ? [] : [on(one.name, added)];
    });
    return [...source, ...each];
  }
  return [...source, ...subjectOf(type, marking), ...refusalsOf(type, keys)];
}

/** The code and the measure's id, wherever on the path to the code they stand. */
function subjectOf(type: GraphQLNamedType, marking: Marking): SelectionNode[] {
  const { keys, subjects } = marking;
  const measure = subjects.namesMeasure(type) ? [hidden(keys.measure, 'measureId')] : [];
  const [next, ...rest] = subjects.pathOf(type) ?? [];
  if (next === undefined || !isObjectType(type)) return measure;
  const onwards = rest.length === 0 ? [] : subjectOf(getNamedType(type.getFields()[next]!.type), marking);
  return [...measure, hidden(keys.subject, next, onwards)];
}

function refusalsOf(type: GraphQLNamedType, keys: HiddenKeys): SelectionNode[] {
  const refusals = isObjectType(type) ? type.getFields()['userErrors'] : undefined;
  if (refusals === undefined || !isListType(getNullableType(refusals.type))) return [];
  const one = getNamedType(refusals.type);
  return isObjectType(one) && one.getFields()['code'] !== undefined
    ? [hidden(keys.refusals, 'userErrors', [field('code')])]
    : [];
}

function defaultsOf(document: DocumentNode): Record<string, unknown> {
  const given = (getOperationAST(document)?.variableDefinitions ?? []).flatMap(({ defaultValue, variable }) =>
    defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const],
  );
  return Object.fromEntries(given);
}

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
