import type { Answer, Fetch } from './backend.ts';
import { errorsFor } from './errors-for.ts';
import { codesAmong, extensionsFor, type Joined } from './joined.ts';

/** What one of several fetches asked about, within what was asked for all of them. */
interface Part {
  /** Of each of its representations, among all. */
  readonly places: readonly number[];
  readonly representations: readonly unknown[];
}

/** Fetches that differ at most in whom they are about, as one that asks about each once. */
export function joinEntities(fetches: readonly Fetch[]): Joined {
  const [first] = fetches as [Fetch];
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
  return {
    fetch: { ...first, variables: { ...first.variables, representations: all } },
    partsOf(answer) {
      checkWhole(answer, all.length);
      return parts.map((part) => answerTo(answer, part));
    },
  };
}

/** Who answers about fewer than he was asked about leaves open about whom. Throws for such an answer. */
function checkWhole({ data }: Answer, asked: number): void {
  const entities = data?.['_entities'];
  if (Array.isArray(entities) && entities.length !== asked)
    throw new Error(`answered about ${entities.length} of ${asked}`);
}

/** What of an answer to all is for one of them: nothing about those that it did not ask about. */
function answerTo(answer: Answer, part: Part): Answer {
  const { data, errors = [], extensions } = answer;
  const own = errorsFor(errors, part.places);
  return {
    ...(data === undefined ? {} : { data: dataFor(data, part) }),
    ...(own.length === 0 ? {} : { errors: own }),
    ...(extensions === undefined ? {} : { extensions: extensionsFor(extensions, codesAmong(part.representations)) }),
  };
}

function dataFor(data: NonNullable<Answer['data']> | null, { places }: Part): NonNullable<Answer['data']> | null {
  const entities = data?.['_entities'];
  return Array.isArray(entities) ? { _entities: places.map((place) => entities[place] as unknown) } : data;
}
