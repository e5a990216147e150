import { randomInt, randomUUID } from 'node:crypto';
import { readFolders } from '../schema/compose-folders.ts';
import { subgraphsOf, type Layout } from '../schema/layout.ts';
import { buildEligibility } from './eligibility/build-eligibility.ts';
import type { EligibilityParts } from './eligibility/eligibility-parts.ts';
import { loadMatters } from './eligibility/matters/load-matters.ts';
import { loadGreenChannelRules } from './eligibility/rules/load-rules.ts';
import type { Subgraph } from './subgraph.ts';

export interface OpenEligibilityParts extends Pick<
  EligibilityParts,
  'clock' | 'database' | 'measuresOf' | 'limits' | 'batchShare'
> {
  /** Folders in which departments are found; the product's own by default. */
  readonly folders?: readonly string[] | undefined;
  readonly layout: Layout;
}

/** The subgraph of eligibility as it is composed, with its reviewed rules and matters. */
export function openEligibility({ folders, layout, ...around }: OpenEligibilityParts): Subgraph {
  const found = readFolders(folders);
  const own = subgraphsOf(found, layout).find(({ name }) => name === 'eligibility');
  if (own === undefined) throw new Error('the folder of eligibility has no schema.graphql');
  return buildEligibility({
    ...around,
    sdl: own.sdl,
    departments: found.filter(({ role }) => role === 'department').map(({ name }) => name),
    rules: loadGreenChannelRules(),
    matters: loadMatters(),
    random: (below) => randomInt(below),
    newId: () => randomUUID(),
  });
}
