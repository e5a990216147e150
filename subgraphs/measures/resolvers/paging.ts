import { ArgumentInvalid } from '../../../schema/errors.ts';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** One more than a page holds tells whether another follows. @throws ArgumentInvalid */
export function mostOf(first: number, mostPerPage: number): number {
  if (first >= 1 && first <= mostPerPage) return first + 1;
  throw new ArgumentInvalid(`first is ${first}.`, `Ask for 1 to ${mostPerPage} results.`, { argument: 'first' });
}

/** The cursors of one query: opaque texts that no other query takes. */
export interface Cursors<Place> {
  write(place: Place): string;
  /** @throws ArgumentInvalid when the text is no cursor of this query. */
  read(after: string | null | undefined): Place | null;
}

/** `parse` gives null for a text that `print` cannot have given. */
export function defineCursors<Place>(
  query: string,
  print: (place: Place) => string,
  parse: (text: string) => Place | null,
): Cursors<Place> {
  const head = `${query} `;
  return {
    write: (place) => Buffer.from(head + print(place)).toString('base64url'),
    read(after) {
      if (after == null) return null;
      const text = Buffer.from(after, 'base64url').toString();
      const place = text.startsWith(head) && !/\p{Cc}/u.test(text) ? parse(text.slice(head.length)) : null;
      if (place !== null) return place;
      throw new ArgumentInvalid(`after is no cursor of ${query}.`, 'Give the endCursor of the page before.', {
        argument: 'after',
      });
    },
  };
}

/** Cursors over a position that is a whole number. */
export function defineNumberCursors(query: string): Cursors<number> {
  return defineCursors(query, String, (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null));
}

/** A page (relay) of the nodes found, of which there may be one more than asked for. */
export function pageOf<Node>(
  found: readonly Node[],
  { first, after }: PageArguments,
  cursorOf: (node: Node) => string,
) {
  const edges = found.slice(0, first).map((node) => ({ cursor: cursorOf(node), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
