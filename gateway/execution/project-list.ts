import type { GraphQLOutputType } from 'graphql';
import { inSlices } from './in-slices.ts';
import { failed, invalid, type PreparedList, type Projecting, type Projector } from './projecting.ts';

/** Shorter ones take no time worth giving up. */
const long = 50;

export function projectList(type: GraphQLOutputType, item: Projector): Projector {
  const take = (values: readonly unknown[], index: number, into: Taking) => {
    into.projecting.path[into.at] = index;
    const done = item.project(values[index] ?? null, into.projecting);
    if (done === invalid) into.isWhole = false;
    into.list.push(done === failed ? null : done);
  };
  return {
    project(value, projecting) {
      if (value === null) return null;
      if (!Array.isArray(value)) throw new Error(`a list of ${String(type)} is none`);
      const prepared = projecting.prepared.get(value);
      if (prepared !== undefined) return taken(prepared, projecting);
      const into = takingFrom(projecting);
      for (let index = 0; index < value.length; index += 1) take(value, index, into);
      return endOf(into);
    },
    async prepare(value, projecting) {
      if (!Array.isArray(value) || value.length < long) return;
      const own = { ...projecting, path: [...projecting.path], errors: [] };
      const into = takingFrom(own);
      await inSlices(value, (_, index) => take(value, index, into));
      projecting.prepared.set(value, { done: endOf(into), errors: own.errors });
    },
  };
}

interface Taking {
  readonly projecting: Projecting;
  /** Length of the path at the list. */
  readonly at: number;
  readonly list: unknown[];
  isWhole: boolean;
}

function takingFrom(projecting: Projecting): Taking {
  return { projecting, at: projecting.path.length, list: [], isWhole: true };
}

function endOf({ at, isWhole, list, projecting }: Taking): unknown {
  projecting.path.length = at;
  return isWhole ? list : failed;
}

function taken({ done, errors }: PreparedList, projecting: Projecting): unknown {
  projecting.errors.push(...errors);
  return done;
}
