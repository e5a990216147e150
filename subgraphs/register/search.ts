import { ArgumentInvalid } from '../../schema/errors.ts';
import type { Database } from '../database/database.ts';
import { root } from './root.ts';
import { searchByName } from './organisations.ts';

const MOST_PER_PAGE = 100;

export interface SearchArguments {
  readonly name: string;
  readonly first: number;
  readonly after: string | null;
}

/** A page of organisations whose name contains a text (relay). */
export async function search(database: Database, { name, first, after }: SearchArguments) {
  if (/\p{Cc}/u.test(name))
    throw new ArgumentInvalid('name holds a control character.', 'Give the name as printed.', { argument: 'name' });
  if ([...name.trim()].length < 2)
    throw new ArgumentInvalid('name is too short.', 'Give at least two characters of the name.', { argument: 'name' });
  if ([...name].length > 100)
    throw new ArgumentInvalid('name is too long.', 'Give at most 100 characters.', { argument: 'name' });
  if (first < 1 || first > MOST_PER_PAGE)
    throw new ArgumentInvalid(`first is ${first}.`, `Ask for 1 to ${MOST_PER_PAGE} results.`, { argument: 'first' });
  const start = after == null ? null : placeOf(after);
  const { found, total } = await searchByName(database, name.trim(), first, start);
  const edges = found.slice(0, first).map((one) => ({
    cursor: Buffer.from(one.cursor).toString('base64url'),
    node: root(one.creditCode),
    matchedName: one.matchedName,
    former: one.former,
  }));
  return {
    edges,
    totalCount: total,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: start !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The place in the order of results that a cursor of ours names. */
function placeOf(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (/^[01]\P{Cc}* [0-9A-Z]{18}$/u.test(place)) return place;
  throw new ArgumentInvalid('after is no cursor of a search.', 'Give the endCursor of the page before.', {
    argument: 'after',
  });
}
