import type { Fetch } from './backend.ts';
import { joinEntities } from './join-entities.ts';
import { joinRoots } from './join-roots.ts';
import type { Joined } from './joined.ts';
import { rootQueryOf } from './joint-roots.ts';

/** Fetches in one call at most whose number makes it another document: each is read and kept by its subgraph. */
const mostRoots = 25;

/** What a fetch has in common with those that it may be put together with. */
export function commonOf({ asks, document, operationName = '', query, variables }: Fetch): string {
  const { representations: _, ...others } = variables;
  const isFree = asks === 'query' && rootQueryOf(document) !== null;
  const told = isFree ? {} : asks === 'entities' ? others : variables;
  return `${operationName}\n${Object.keys(told).length === 0 ? '' : JSON.stringify(told)}\n${query}`;
}

/** How much of a call it takes up, where a call is about `most` organisations at most. */
export function sizeOf({ asks, document, variables }: Fetch, most: number): number {
  if (asks === 'entities') return (variables.representations as readonly unknown[]).length;
  if (asks === 'mutation' || rootQueryOf(document) === null) return 0;
  return Math.max(Math.ceil(most / mostRoots), Object.values(variables).flat().length);
}

/** Fetches that have in common what `commonOf` says, as one. */
export function joinFetches(fetches: readonly Fetch[]): Joined {
  const [first] = fetches as [Fetch];
  if (first.asks === 'entities') return joinEntities(fetches);
  const root = first.asks === 'query' ? rootQueryOf(first.document) : null;
  return root === null ? { fetch: first, partsOf: (answer) => fetches.map(() => answer) } : joinRoots(fetches, root);
}
