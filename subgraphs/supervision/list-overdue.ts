import { isOf } from './collect.ts';
import type { Overdue } from './overdue.ts';
import { mostOf, pageOf, readCursor, writeCursor, type PageArguments } from './page.ts';
import type { Scope } from './read/scope.ts';
import { streams } from './read/streams.ts';

const list = 'overdue';

/** What is overdue, the longest first. Of all that there is only a page is ever kept. */
export async function listOverdue(scope: Scope, args: PageArguments) {
  const most = mostOf(args);
  const after = readCursor(list, args.after);
  const kept: Overdue[] = [];
  let total = 0;
  for await (const one of allOverdue(scope)) {
    total += 1;
    if (after !== null && compare(one, { dueOn: after.key, id: after.id }) <= 0) continue;
    insert(kept, one, most);
  }
  const found = kept.map((node) => ({ node, cursor: writeCursor(list, [node.dueOn, placeOf(node)]) }));
  return { ...pageOf(found, args), total };
}

/** What is overdue, as it is found. */
export async function* allOverdue(scope: Scope): AsyncGenerator<Overdue> {
  for (const source of ['MEASURES', 'ACCEPTANCES'] as const)
    for await (const { overdue } of streams[source]({ ...scope, overdueOnly: true }, null))
      for (const one of overdue) if (isOf(scope, one)) yield one;
}

/** Two steps of one repair can be overdue on the same day. */
const placeOf = ({ id, step }: Pick<Overdue, 'id' | 'step'>): string => `${id}:${step}`;

function compare(one: Overdue, place: { readonly dueOn: string; readonly id: string }): number {
  if (one.dueOn !== place.dueOn) return one.dueOn < place.dueOn ? -1 : 1;
  const id = placeOf(one);
  if (id === place.id) return 0;
  return id < place.id ? -1 : 1;
}

function insert(kept: Overdue[], one: Overdue, most: number): void {
  const at = kept.findIndex((other) => compare(one, { dueOn: other.dueOn, id: placeOf(other) }) < 0);
  if (at === -1 && kept.length >= most) return;
  kept.splice(at === -1 ? kept.length : at, 0, one);
  if (kept.length > most) kept.pop();
}
