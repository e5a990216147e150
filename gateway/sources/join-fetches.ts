import { isRecord } from './read-answer.ts';
import type { Answer, Fetch } from './backend.ts';
import { errorsFor } from './errors-for.ts';

/** What one of several fetches asked about, within what was asked for all of them. */
export interface Part {
  /** Of each of its representations, among all. */
  readonly places: readonly number[];
  readonly representations: readonly unknown[];
}

export interface Joined {
  readonly fetch: Fetch;
  /** For each of the fetches; null: it asked for the whole. */
  readonly parts: readonly (Part | null)[];
}

/** Fetches that differ at most in whom they are about, as one that asks about each once. */
export function joinFetches(fetches: readonly Fetch[]): Joined {
  const [first] = fetches as [Fetch];
  if (first.asks !== 'entities') return { fetch: first, parts: fetches.map(() => null) };
  const all: unknown[] = [];
  const places = new Map<string, number>();
  const placeOf = (representation: unknown): number => {
    const key = JSON.stringify(representation);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, all.length);
    return all.push(representation) - 1;
  };
  const parts = fetches.map(({ variables }) => {
    const representations = variables.representations as readonly unknown[];
    return { representations, places: representations.map(placeOf) };
  });
  return { fetch: { ...first, variables: { ...first.variables, representations: all } }, parts };
}

/** Who answers about fewer than he was asked about leaves open about whom. Throws for such an answer. */
export function checkWhole({ data }: Answer, { asks, variables }: Fetch): void {
  const entities = data?.['_entities'];
  const { length } = asks === 'entities' ? (variables.representations as readonly unknown[]) : [];
  if (Array.isArray(entities) && asks === 'entities' && entities.length !== length)
    throw new Error(`answered about ${entities.length} of ${length}`);
}

/** What of an answer to all is for one of them: nothing about those that it did not ask about. */
export function answerTo(answer: Answer, part: Part | null): Answer {
  if (part === null) return answer;
  const { data, errors = [], extensions } = answer;
  const own = errorsFor(errors, part.places);
  return {
    ...(data === undefined ? {} : { data: dataFor(data, part) }),
    ...(own.length === 0 ? {} : { errors: own }),
    ...(extensions === undefined ? {} : { extensions: extensionsFor(extensions, part) }),
  };
}

function dataFor(data: NonNullable<Answer['data']> | null, { places }: Part): NonNullable<Answer['data']> | null {
  const entities = data?.['_entities'];
  return Array.isArray(entities) ? { _entities: places.map((place) => entities[place] as unknown) } : data;
}

function extensionsFor(extensions: NonNullable<Answer['extensions']>, { representations }: Part) {
  const { warnings } = extensions;
  if (!Array.isArray(warnings)) return extensions;
  const codes = new Set(representations.map((one) => (isRecord(one) ? one.creditCode : undefined)));
  const isOwn = (warning: unknown) =>
    !isRecord(warning) || warning.creditCode === undefined || codes.has(warning.creditCode);
  return { ...extensions, warnings: warnings.filter(isOwn) };
}
