import type { ReadyQuery } from './ready-queries.ts';

/**
 * Who comes for the first time finds the first ready query with its variables. GraphiQL takes the content of its
 * editors from storage and not from its first tab, whose variables would otherwise not be shown.
 */
export function firstVisit(storage: Pick<Storage, 'getItem' | 'setItem'>, [first]: readonly ReadyQuery[]): void {
  if (first === undefined || storage.getItem('graphiql:tabState') !== null) return;
  storage.setItem('graphiql:query', first.query);
  storage.setItem('graphiql:variables', first.variables);
}
