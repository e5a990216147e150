import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { GraphQLScalarType, parse } from 'graphql';
import { parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { localDay } from '../connector/timetable.ts';
import type { MeasureSeen } from '../eligibility/verdict/measure-seen.ts';
import type { Subgraph, SubgraphContext } from '../subgraph.ts';
import { clocksOf } from './credit-records/clocks.ts';
import { pageOfRecords, type RecordArguments } from './credit-records/page.ts';
import type { Checking } from './lists/check.ts';
import type { ListKind } from './lists/credit-list.ts';
import { shownCheck, shownListings, type ListingArguments } from './lists/shown.ts';
import type { RecordsParts } from './records-parts.ts';
import { readSections, type RecordGiven, type Representation } from './sections.ts';
import { statementsOf, type Conflict } from './statements/statements.ts';

interface RecordsContext extends SubgraphContext {
  readonly measures: DataLoader<CreditCode, readonly MeasureSeen[]>;
}

/** The subgraph of records and lists: what all departments have on record, side by side. It keeps nothing itself. */
export function buildRecords(parts: RecordsParts): Subgraph {
  const { measuresOf, sdl } = parts;
  return {
    name: 'records',
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers(parts) as never }),
    createContext: (): RecordsContext => ({
      errors: [],
      warnings: [],
      measures: new DataLoader(async (codes) => {
        const found = await measuresOf(codes);
        return codes.map((code) => found.get(code) ?? []);
      }),
    }),
  };
}

/** A record of a page, and whose it is. */
interface RecordOfOne {
  readonly creditCode: CreditCode;
  readonly record: RecordGiven;
}

function resolvers(parts: RecordsParts): Record<string, unknown> {
  const { clock, lists, repairRules } = parts;
  const today = () => localDay(clock.now());
  return {
    CreditCode: new GraphQLScalarType<CreditCode>({ name: 'CreditCode' }),
    // No object of this subgraph is of these; each is said by its department.
    DepartmentSection: { __resolveType: () => null },
    DepartmentRecord: { __resolveType: () => null },
    Organisation: organisationResolvers(parts, today),
    OrganisationRecord: {
      clocks: async ({ creditCode, record }: RecordOfOne, _: unknown, { measures }: RecordsContext) =>
        clocksOf(record, { lists, repairRules, today: today(), measures: await measures.load(creditCode) }),
    },
    Query: {
      creditLists: (_: unknown, { kind }: { readonly kind?: readonly ListKind[] | null }) =>
        lists.lists.filter((one) => kind == null || kind.includes(one.kind)),
    },
  };
}

function organisationResolvers({ departments, lists }: RecordsParts, today: () => string) {
  const sectionsOf = (organisation: Representation) => readSections(organisation, departments);
  const checkingOf = async (organisation: Representation, { measures }: RecordsContext): Promise<Checking> => ({
    sections: sectionsOf(organisation),
    status: organisation.status ?? null,
    measures: await measures.load(codeOf(organisation)),
    lists,
    today: today(),
  });
  return {
    __resolveReference: (representation: Representation) => representation,
    creditRecords(organisation: Representation, given: RecordArguments) {
      const creditCode = codeOf(organisation);
      const { edges, ...page } = pageOfRecords(sectionsOf(organisation), given);
      return { ...page, edges: edges.map(({ cursor, node }) => ({ cursor, node: { ...node, creditCode } })) };
    },
    listings: async (organisation: Representation, given: ListingArguments, context: RecordsContext) =>
      shownListings(await checkingOf(organisation, context), given),
    redListingCheck: async (
      organisation: Representation,
      { list }: { readonly list: string },
      context: RecordsContext,
    ) => shownCheck(await checkingOf(organisation, context), list),
    statements: (organisation: Representation, { conflict }: { readonly conflict?: readonly Conflict[] | null }) =>
      statementsOf(organisation, sectionsOf(organisation)).filter(
        (one) => conflict == null || conflict.includes(one.conflict),
      ),
  };
}

function codeOf({ creditCode }: Representation): CreditCode {
  return parseCreditCode(creditCode).code;
}
