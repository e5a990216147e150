import type { WorkingCalendar } from '../../../schema/working-days.ts';
import type { Queries } from '../../database/database.ts';
import type { MeasuresOf } from '../../eligibility/eligibility-parts.ts';
import type { RepairRules } from '../../measures/rules/repair-rules.ts';
import { loadOrganisations } from '../../register/organisations.ts';
import type { Item, NamedCode } from '../columns/column.ts';
import { dutyOf, type Duty } from '../duty/duty.ts';
import type { CodeOfAuthority } from './authority-codes.ts';
import type { Candidate } from './list-candidates.ts';
import { readTold, type ToldRow } from './read-told.ts';

/** What duties are judged by. */
export interface JudgeParts {
  readonly measuresOf: MeasuresOf;
  readonly repairRules: RepairRules;
  readonly calendar?: WorkingCalendar | undefined;
  readonly since: string | null;
  readonly codeOf: CodeOfAuthority;
  /** Name of the authority that a department is today; null: the register of authorities does not know. */
  readonly authorityOf: (department: string) => string | null;
}

export interface Judged {
  readonly candidate: Candidate;
  readonly duty: Duty;
  readonly item: Item;
  readonly told: ToldRow;
}

/** What is owed about some candidates, in as many statements whatever their number. */
export async function judge(
  queries: Queries,
  candidates: readonly Candidate[],
  { parts, today }: { readonly parts: JudgeParts; readonly today: string },
): Promise<readonly Judged[]> {
  const codes = [...new Set(candidates.map(({ fact }) => fact.creditCode))];
  const toldOf = await readTold(
    queries,
    candidates.map(({ id }) => id),
  );
  const measures = await parts.measuresOf(codes);
  const organisations = await loadOrganisations(queries, codes);
  const { calendar, repairRules, since } = parts;
  return candidates.flatMap((candidate) => {
    const { department, fact, id } = candidate;
    const told = toldOf(id);
    const judging = { today, calendar, repairRules, since, measures: measures.get(fact.creditCode) ?? [] };
    const duty = dutyOf({ ...fact, id, department }, told, judging);
    if (duty === null) return [];
    const item = itemOf(candidate, duty, parts, organisations.get(fact.creditCode));
    return [{ candidate, duty, item, told }];
  });
}

type Known = { readonly name: string | null; readonly registrationNumber: string | null };

function itemOf({ department, fact }: Candidate, duty: Duty, parts: JudgeParts, known: Known | undefined): Item {
  const named = (name: string): NamedCode => ({ name, creditCode: parts.codeOf(name) });
  const authority = fact.authority === null ? null : named(fact.authority);
  const own = parts.authorityOf(department);
  return {
    fact,
    party: {
      creditCode: fact.creditCode,
      name: known?.name ?? fact.stated?.find((one) => one.fact === 'NAME' && !one.partial)?.value ?? null,
      registrationNumber: known?.registrationNumber ?? null,
    },
    authority,
    source: own === null ? (authority ?? { name: department, creditCode: null }) : named(own),
    publishedUntil: duty.periods?.endsBy ?? null,
  };
}
