import { isObjectType } from 'graphql';
import type { Answer, Fetch } from './backend.ts';
import type { FetchDocument } from './fetch-document.ts';
import type { FetchSchema } from './fetch-schema.ts';
import { checkedField, checkedFields, type CheckedField } from './is-sound.ts';
import { isRecord } from './read-answer.ts';

export interface Repair {
  readonly fetch: Fetch;
  readonly read: FetchDocument;
  readonly fetchSchema: FetchSchema;
  /** true: everything in the answer is checked against the schema; false: only that each section is there. */
  readonly checked: boolean;
  /** What is answered in the place of the subgraph. */
  readonly unreachable: () => Answer;
}

/** The answer of a subgraph is none: too few organisations, or a shape that the schema does not allow. */
export class AnswerUnusable extends Error {}

/**
 * Puts a section in state UNAVAILABLE wherever a subgraph left one out or answered it with something that the schema
 * does not allow, and takes out what was not asked for. What cannot be mended throws AnswerUnusable.
 */
export function repairAnswer(answer: Answer, repair: Repair): Answer {
  const { checked, read } = repair;
  if (answer.data == null) return withoutData(answer, read);
  const { data } = answer;
  if (read.entities === null) return checked ? { ...answer, data: soundRoot(data, repair) } : answer;
  const representations = repair.fetch.variables.representations as readonly Representation[];
  const entities = data[read.entities.key];
  if (!Array.isArray(entities) || entities.length !== representations.length) throw new AnswerUnusable();
  const variables = variablesOf(repair);
  const found = representations.map(({ __typename }, at) => {
    const shape = shapeOf(__typename, repair);
    return checkEntity(entities[at], shape, checked ? variables : null);
  });
  const sound = checked ? { ...answer, data: { [read.entities.key]: found.map(({ entity }) => entity) } } : answer;
  const missing = found.map((one) => one.missing);
  return missing.some((keys) => keys.length > 0) ? putSilentSections(sound, missing, repair) : sound;
}

function variablesOf({ fetch, read }: Repair): Readonly<Record<string, unknown>> {
  return { ...read.defaults, ...fetch.variables };
}

/** A request that failed as a whole is the subgraph's own answer only where the client's own field failed. */
function withoutData(answer: Answer, { entities }: FetchDocument): Answer {
  if (answer.data === undefined || entities !== null || (answer.errors ?? []).length === 0) throw new AnswerUnusable();
  return answer;
}

function soundRoot(data: Readonly<Record<string, unknown>>, repair: Repair): Record<string, unknown> {
  const variables = variablesOf(repair);
  const { fields, keys } = rootShapeOf(repair);
  if (fields.some((field) => !field.isSound(data, variables))) throw new AnswerUnusable();
  return pick(data, keys);
}

interface RootShape {
  readonly keys: ReadonlySet<string>;
  readonly fields: readonly CheckedField[];
}

const rootShapes = new WeakMap<FetchDocument, RootShape>();

function rootShapeOf({ fetchSchema, read }: Repair): RootShape {
  const known = rootShapes.get(read);
  if (known !== undefined) return known;
  const fields = read.fields.map((field) => checkedField(field, read.rootType, fetchSchema.schema));
  const shape = { fields, keys: new Set(read.fields.map(({ key }) => key)) };
  rootShapes.set(read, shape);
  return shape;
}

interface Representation {
  readonly __typename: string;
}

/** What is asked of the entities of one type. */
interface EntityShape {
  readonly keys: ReadonlySet<string>;
  readonly sections: readonly CheckedField[];
  readonly others: readonly CheckedField[];
}

const shapes = new WeakMap<FetchDocument, Map<string, EntityShape>>();

function shapeOf(typename: string, { fetchSchema, read }: Repair): EntityShape {
  let known = shapes.get(read);
  if (known === undefined) {
    known = new Map();
    shapes.set(read, known);
  }
  let shape = known.get(typename);
  if (shape === undefined) {
    shape = readShape(typename, read, fetchSchema);
    known.set(typename, shape);
  }
  return shape;
}

function readShape(typename: string, read: FetchDocument, { isSection, schema }: FetchSchema): EntityShape {
  const type = schema.getType(typename);
  const fields = isObjectType(type) ? checkedFields(type, read.entities!.selections, schema) : [];
  const [sections, others] = [true, false].map((wanted) =>
    fields.filter(({ field }) => (field.type !== null && isSection(field.type)) === wanted),
  );
  return { keys: new Set(fields.map(({ field }) => field.key)), sections: sections!, others: others! };
}

interface CheckedEntity {
  readonly entity: Record<string, unknown> | null;
  /** Keys of sections that have to be put in. */
  readonly missing: readonly string[];
}

const nothing: readonly string[] = [];

/** `variables`: null where it is only looked whether each section is there. */
function checkEntity(
  entity: unknown,
  shape: EntityShape,
  variables: Readonly<Record<string, unknown>> | null,
): CheckedEntity {
  const { keys, others, sections } = shape;
  if (entity == null) return { entity: null, missing: sections.map(({ field }) => field.key) };
  if (!isRecord(entity)) throw new AnswerUnusable();
  if (variables !== null && others.some((field) => !field.isSound(entity, variables))) throw new AnswerUnusable();
  let missing: string[] | null = null;
  for (const section of sections) {
    const { key } = section.field;
    if (entity[key] == null || (variables !== null && !section.isSound(entity, variables))) (missing ??= []).push(key);
  }
  return { entity: variables === null ? entity : pick(entity, keys), missing: missing ?? nothing };
}

/** The same object where it has nothing else. */
function pick(from: Record<string, unknown>, keys: ReadonlySet<string>): Record<string, unknown> {
  for (const key of Object.keys(from)) {
    if (keys.has(key)) continue;
    return Object.fromEntries(Object.entries(from).filter(([one]) => keys.has(one)));
  }
  return from;
}

/** Sections that were not asked for under these variables are in `missing`, but not in what stands in for the subgraph. */
function putSilentSections(
  answer: Answer,
  missing: readonly (readonly string[])[],
  { read, unreachable }: Repair,
): Answer {
  const key = read.entities!.key;
  const silent = unreachable();
  const stand = silent.data![key] as readonly Readonly<Record<string, unknown>>[];
  const entities = (answer.data![key] as readonly (Record<string, unknown> | null)[]).map((entity, at) => {
    const put = missing[at]!.filter((section) => Object.hasOwn(stand[at]!, section));
    return put.length === 0
      ? entity
      : { ...entity, ...Object.fromEntries(put.map((section) => [section, stand[at]![section]])) };
  });
  const told = new Set((answer.errors ?? []).map(({ path }) => `${path?.[1]} ${path?.[2]}`));
  const errors = (silent.errors ?? []).filter(({ path }) => {
    const [, at, section] = path as [string, number, string];
    return missing[at]?.includes(section) && !told.has(`${at} ${section}`);
  });
  return { ...answer, data: { ...answer.data, [key]: entities }, errors: [...(answer.errors ?? []), ...errors] };
}
