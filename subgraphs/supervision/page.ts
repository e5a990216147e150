import { ArgumentInvalid } from '../../schema/errors.ts';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

const mostPerPage = 100;

/** One more than the page holds tells whether another follows. @throws ArgumentInvalid */
export function mostOf({ first }: PageArguments): number {
  if (first >= 1 && first <= mostPerPage) return first + 1;
  throw new ArgumentInvalid(`first is ${first}.`, `Ask for 1 to ${mostPerPage} results.`, { argument: 'first' });
}

/** Texts that say where a page ended; of one list they are none of another. */
export function writeCursor(list: string, place: readonly string[]): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url');
}

/** @throws ArgumentInvalid when it is no cursor of this list. */
export function readCursor(
  list: string,
  after: string | null | undefined,
): { readonly key: string; readonly id: string } | null {
  if (after == null) return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    const texts = Array.isArray(read) && read.every((one): one is string => typeof one === 'string') ? read : [];
    const [of, key, id] = texts;
    if (of === list && key !== undefined && id !== undefined && texts.length === 3) return { key, id };
  } catch {
    // Not even JSON: refused below like any other text that is no cursor.
  }
  throw new ArgumentInvalid('after is no cursor of this list.', 'Give the endCursor of the page before.', {
    argument: 'after',
  });
}

/** A page (relay) of what was found, of which there may be one more than asked for. */
export function pageOf<Node>(
  found: readonly { readonly node: Node; readonly cursor: string }[],
  { after, first }: PageArguments,
) {
  const edges = found.slice(0, first);
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
