import DataLoader from 'dataloader';
import type { Sight } from '../../schema/access/row-access.ts';
import type { Caller } from '../../schema/caller.ts';
import type { CreditCode } from '../../schema/credit-code.ts';
import { localDay } from '../connector/timetable.ts';
import type { RequestFacts, SubgraphContext } from '../subgraph.ts';
import { loadBrokenUndertakings } from './broken-undertakings.ts';
import type { EligibilityParts } from './eligibility-parts.ts';
import { readSections, type Representation } from './gather.ts';
import { readCode } from './input.ts';
import type { Matter } from './matters/matter.ts';
import { ruleOn } from './rules/green-channel-rule.ts';
import type { BrokenUndertaking, Evidence } from './verdict/input.ts';
import { seenOf, type MeasureSeen } from './verdict/measure-seen.ts';

export interface EligibilityContext extends SubgraphContext {
  readonly caller: Caller | null;
  /** Which records it may be shown; verdicts are of all. */
  readonly sight: Sight;
  readonly measures: DataLoader<CreditCode, readonly MeasureSeen[]>;
  readonly brokenUndertakings: DataLoader<CreditCode, readonly BrokenUndertaking[]>;
}

export function createEligibilityContext(
  { clock, database, measuresOf }: Pick<EligibilityParts, 'clock' | 'database' | 'measuresOf'>,
  { caller, levels, rights }: RequestFacts,
): EligibilityContext {
  const none: readonly never[] = [];
  return {
    errors: [],
    warnings: [],
    caller,
    sight: { levels, rights },
    measures: new DataLoader(async (codes) => {
      const found = await measuresOf(codes);
      return codes.map((code) => (found.get(code) ?? none).map(seenOf));
    }),
    brokenUndertakings: new DataLoader(async (codes) => {
      const found = await loadBrokenUndertakings(database, codes, localDay(clock.now()));
      return codes.map((code) => found.get(code) ?? none);
    }),
  };
}

/** Everything that a verdict about one organisation, for one matter and day, rests on. */
export async function gatherEvidence(
  organisation: Representation,
  { matter, on }: { readonly matter: Matter; readonly on: string },
  { departments, rules }: Pick<EligibilityParts, 'departments' | 'rules'>,
  context: EligibilityContext,
): Promise<Evidence> {
  const creditCode = readCode(organisation.creditCode);
  const [measures, brokenUndertakings] = await Promise.all([
    context.measures.load(creditCode),
    context.brokenUndertakings.load(creditCode),
  ]);
  const { establishedOn, status } = organisation;
  return {
    creditCode,
    matter,
    rule: ruleOn(rules, on),
    organisation: { status: status ?? null, establishedOn: establishedOn ?? null },
    sections: readSections(organisation, departments.toSorted(), context.sight),
    measures,
    brokenUndertakings,
  };
}
