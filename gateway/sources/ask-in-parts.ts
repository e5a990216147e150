import type { PlannedFetch } from '../execution/run.ts';
import type { Answer } from './backend.ts';
import { movedTo } from './errors-for.ts';
import { isRecord } from './read-answer.ts';

type Told = NonNullable<Answer['errors']>[number];

/**
 * Asks about many organisations in parts of at most so many, all at once: each answer is then read and checked for
 * itself, and others are served in between. Answers as if it had been one fetch.
 */
export async function askInParts(
  fetch: PlannedFetch,
  most: number,
  ask: (part: PlannedFetch) => Promise<Answer>,
): Promise<Answer> {
  const { representations } = fetch.variables;
  if (!Array.isArray(representations) || representations.length <= most) return await ask(fetch);
  const starts = Array.from({ length: Math.ceil(representations.length / most) }, (_, part) => part * most);
  const answers = await Promise.all(
    starts.map((start) => {
      const own = (representations as unknown[]).slice(start, start + most);
      return ask({ ...fetch, variables: { ...fetch.variables, representations: own } });
    }),
  );
  const errors = answers.flatMap((answer, part) => (answer.errors ?? []).map((error) => at(error, starts[part]!)));
  const warnings = answers.flatMap(({ extensions }) => (extensions?.warnings as unknown[] | undefined) ?? []);
  return {
    data: { _entities: answers.flatMap((answer, part) => entitiesOf(answer, lengthOf(part))) },
    ...(errors.length === 0 ? {} : { errors }),
    ...(warnings.length === 0 ? {} : { extensions: { warnings } }),
  };

  function lengthOf(part: number): number {
    return Math.min(most, (representations as unknown[]).length - starts[part]!);
  }
}

/** A part without any data says nothing about each of its own. */
function entitiesOf({ data }: Answer, length: number): unknown[] {
  const entities = isRecord(data) ? data['_entities'] : undefined;
  return Array.isArray(entities) ? entities : Array.from({ length }, () => null);
}

/** At its place among all. */
function at(error: Told, start: number): Told {
  const [field, index, ...rest] = error.path ?? [];
  if (typeof index !== 'number') return error;
  return movedTo(error, [field!, index + start, ...rest]);
}
