import type { Answer, Fetch } from './backend.ts';
import { movedTo } from './errors-for.ts';
import { extensionsFor, type Joined } from './joined.ts';
import { keyAt, variableAt, type RootQuery } from './joint-roots.ts';

/** Queries of the root that differ in the codes which they ask with, as one that asks with each once. */
export function joinRoots(fetches: readonly Fetch[], root: RootQuery): Joined {
  const [first] = fetches as [Fetch];
  const distinct = new Map<string, number>();
  const asked: Fetch['variables'][] = [];
  const places = fetches.map(({ variables }) => {
    const key = JSON.stringify(variables);
    const known = distinct.get(key) ?? asked.push(variables) - 1;
    distinct.set(key, known);
    return known;
  });
  if (asked.length === 1) return { fetch: first, partsOf: (answer) => fetches.map(() => answer) };
  const variables = Object.fromEntries(
    asked.flatMap((own, at) => Object.entries(own).map(([name, value]) => [variableAt(name, at), value] as const)),
  );
  return {
    fetch: { ...first, ...root.times(asked.length), variables },
    partsOf: (answer) => places.map((at) => answerTo(answer, { at, keys: root.keys, variables: asked[at]! })),
  };
}

interface Part {
  readonly at: number;
  readonly keys: readonly string[];
  readonly variables: Fetch['variables'];
}

/** Where there are no data at all, whatever is said of it concerns everybody. */
function answerTo(answer: Answer, { at, keys, variables }: Part): Answer {
  const { data, errors = [], extensions } = answer;
  if (data == null) return answer;
  const own = errorsOf(errors, at, keys);
  return {
    data: dataOf(data, at, keys),
    ...(own.length === 0 ? {} : { errors: own }),
    ...(extensions === undefined ? {} : { extensions: extensionsFor(extensions, codesIn(variables)) }),
  };
}

/** What the answer leaves out stays left out. */
function dataOf(data: Readonly<Record<string, unknown>>, at: number, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = data[keyAt(key, at)];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** An error at nobody's field concerns everybody. */
function errorsOf(errors: NonNullable<Answer['errors']>, at: number, keys: readonly string[]) {
  const names = new Map(keys.map((key) => [keyAt(key, at), key]));
  return errors.flatMap((error) => {
    const [first, ...rest] = error.path ?? [];
    if (typeof first !== 'string') return [error];
    const key = names.get(first);
    return key === undefined ? [] : [movedTo(error, [key, ...rest])];
  });
}

function codesIn(variables: Fetch['variables']): ReadonlySet<unknown> {
  return new Set(Object.values(variables).flat());
}
