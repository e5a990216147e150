import type { Scope } from './read/scope.ts';
import { streams } from './read/streams.ts';
import { metricOf, type MetricCode, type Source } from './metrics.ts';
import { Tally } from './tally.ts';

/** Sums of everything that these metrics need: one pass over each source, of which only a page is in memory. */
export async function collect(scope: Scope, wanted: readonly MetricCode[]): Promise<Tally> {
  const tally = new Tally();
  const metrics = new Set(wanted);
  const sources = new Set(wanted.flatMap((metric) => metricOf(metric).source ?? []));
  for (const source of sources) await addUp(source, scope, { tally, metrics });
  return tally;
}

async function addUp(
  source: Source,
  scope: Scope,
  { metrics, tally }: { readonly metrics: ReadonlySet<MetricCode>; readonly tally: Tally },
): Promise<void> {
  for await (const { contributions } of streams[source](scope, null))
    for (const one of contributions) if (metrics.has(one.metric) && isOf(scope, one)) tally.add(one);
}

/** A measure of a department is also one of others: each sees its own part. */
export function isOf({ department }: Pick<Scope, 'department'>, one: { readonly department: string }): boolean {
  return department === null || department === one.department;
}
