import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { localDay } from '../connector/timetable.ts';
import { newestFirst } from '../records/credit-records/newest-first.ts';
import { readSections, standingOfAll, type Representation } from '../records/sections.ts';
import type { Subgraph, SubgraphContext } from '../subgraph.ts';
import type { DoublePublicityParts } from './double-publicity-parts.ts';
import { dutyOf, type DutyState } from './duty/duty.ts';
import { shownDuty } from './shown.ts';
import { readTold } from './sources/read-told.ts';
import { coverageOfAll, worklistPage, type WorklistArguments } from './worklist.ts';

interface PublicityContext extends SubgraphContext {
  readonly caller: Caller | null;
}

/** The subgraph of publication (双公示). A department has the short name, and the field, for itself. */
export function buildDoublePublicity(parts: DoublePublicityParts): Subgraph {
  const { sdl } = parts;
  return {
    name: 'double-publicity',
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers(parts) as never }),
    createContext: ({ caller }): PublicityContext => ({ errors: [], warnings: [], caller }),
  };
}

function resolvers(parts: DoublePublicityParts): Record<string, unknown> {
  const today = () => localDay(parts.clock.now());
  return {
    CreditCode: new GraphQLScalarType<CreditCode>({ name: 'CreditCode' }),
    // No object of this subgraph is of these; each is said by its department.
    DepartmentSection: { __resolveType: () => null },
    DepartmentRecord: { __resolveType: () => null },
    Organisation: {
      __resolveReference: (representation: Representation) => representation,
      doublePublicity: (organisation: Representation, { state }: { readonly state?: readonly DutyState[] | null }) =>
        answer(parts, organisation, state ?? null, today()),
    },
    Query: {
      publicityDue: (_: unknown, args: WorklistArguments, { caller }: PublicityContext) =>
        worklistPage(parts, args, { caller, today: today() }),
      publicityCoverage: (_: unknown, _args: object, { caller }: PublicityContext) =>
        coverageOfAll(parts, { caller, today: today() }),
    },
  };
}

async function answer(
  parts: DoublePublicityParts,
  organisation: Representation,
  states: readonly DutyState[] | null,
  today: string,
) {
  const { code } = parseCreditCode(organisation.creditCode);
  const names = parts.departments.map(({ name }) => name);
  const sections = readSections(organisation, names);
  const records = sections.flatMap((section) => section.records ?? []).toSorted(newestFirst);
  const toldOf = await readTold(
    parts.database,
    records.map(({ id }) => id),
  );
  const measures = (await parts.measuresOf([code])).get(code) ?? [];
  const { calendar, repairRules, since } = parts;
  const items = records.flatMap((record) => {
    const duty = dutyOf(record, toldOf(record.id), { today, calendar, repairRules, since, measures });
    const isWanted = duty !== null && (states === null || states.includes(duty.state));
    return isWanted ? [{ record, duty: shownDuty(duty, record.severity) }] : [];
  });
  return { items, ...standingOfAll(sections) };
}
