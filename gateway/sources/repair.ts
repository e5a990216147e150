import { isObjectType } from 'graphql';
import type { Answer, Fetch } from './backend.ts';
import type { FetchDocument } from './fetch-document.ts';
import type { FetchSchema } from './fetch-schema.ts';
import { isSound, type Soundness } from './is-sound.ts';
import { isRecord } from './read-answer.ts';
import type { SelectedField } from './selections.ts';

export interface Repair {
  readonly fetch: Fetch;
  readonly read: FetchDocument;
  readonly around: Soundness;
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
  const found = representations.map((representation, at) => checkEntity(entities[at], representation, repair));
  const sound = checked ? { ...answer, data: { [read.entities.key]: found.map(({ entity }) => entity) } } : answer;
  const missing = found.map((one) => one.missing);
  return missing.some((keys) => keys.length > 0) ? putSilentSections(sound, missing, repair) : sound;
}

/** A request that failed as a whole is the subgraph's own answer only where the client's own field failed. */
function withoutData(answer: Answer, { entities }: FetchDocument): Answer {
  if (answer.data === undefined || entities !== null || (answer.errors ?? []).length === 0) throw new AnswerUnusable();
  return answer;
}

function soundRoot(data: Readonly<Record<string, unknown>>, { around, read }: Repair): Record<string, unknown> {
  const isWrong = (field: SelectedField) => !isSound(data, { field, ownerType: read.rootType }, around);
  if (read.fields.some(isWrong)) throw new AnswerUnusable();
  return pick(data, read.fields);
}

interface Representation {
  readonly __typename: string;
}

interface CheckedEntity {
  readonly entity: Record<string, unknown> | null;
  /** Keys of sections that have to be put in. */
  readonly missing: readonly string[];
}

function checkEntity(entity: unknown, { __typename }: Representation, repair: Repair): CheckedEntity {
  const { around, checked, fetchSchema, read } = repair;
  const type = fetchSchema.schema.getType(__typename);
  const fields = isObjectType(type) ? [...read.entities!.selections.fieldsOf(type).values()] : [];
  const isSection = (field: SelectedField) => field.type !== null && fetchSchema.isSection(field.type);
  if (entity == null) return { entity: null, missing: fields.filter(isSection).map(({ key }) => key) };
  if (!isRecord(entity)) throw new AnswerUnusable();
  const isWrong = (field: SelectedField) => checked && !isSound(entity, { field, ownerType: __typename }, around);
  if (fields.some((field) => !isSection(field) && isWrong(field))) throw new AnswerUnusable();
  const missing = fields.filter((field) => isSection(field) && (entity[field.key] == null || isWrong(field)));
  return { entity: checked ? pick(entity, fields) : entity, missing: missing.map(({ key }) => key) };
}

function pick(from: Readonly<Record<string, unknown>>, fields: readonly SelectedField[]): Record<string, unknown> {
  return Object.fromEntries(fields.filter(({ key }) => Object.hasOwn(from, key)).map(({ key }) => [key, from[key]]));
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
