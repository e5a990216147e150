import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse } from 'graphql';
import type { CreditCode } from '../../schema/credit-code.ts';
import { localDay } from '../connector/timetable.ts';
import type { RequestFacts, Subgraph } from '../subgraph.ts';
import { acceptanceResolvers } from './acceptance/resolvers.ts';
import { createEligibilityContext, gatherEvidence, type EligibilityContext } from './context.ts';
import { decisionResolvers } from './decisions/resolvers.ts';
import type { EligibilityParts } from './eligibility-parts.ts';
import type { Representation } from './gather.ts';
import { readDay, readMatter } from './input.ts';
import { shownOutcome, shownRule } from './shown.ts';
import { screeningResolvers } from './screening/resolvers.ts';
import { decideGreenChannel } from './verdict/decide.ts';

/** The subgraph of the green channel and of acceptances with documents outstanding. */
export function buildEligibility(parts: EligibilityParts): Subgraph {
  return {
    name: 'eligibility',
    sdl: parts.sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(parts.sdl), resolvers: resolvers(parts) as never }),
    createContext: (request: RequestFacts): EligibilityContext => createEligibilityContext(parts, request),
  };
}

function resolvers(parts: EligibilityParts): Record<string, unknown> {
  const { matters, rules } = parts;
  const { Mutation, Query, ...types } = decisionResolvers(parts);
  const acceptances = acceptanceResolvers(parts);
  const screenings = screeningResolvers(parts);
  return {
    CreditCode: new GraphQLScalarType<CreditCode>({ name: 'CreditCode' }),
    // No object of this subgraph is of these; each is said by its department.
    DepartmentSection: { __resolveType: () => null },
    DepartmentRecord: { __resolveType: () => null },
    Organisation: {
      __resolveReference: (representation: Representation) => representation,
      greenChannel: greenChannel(parts),
    },
    Query: {
      ...Query,
      ...acceptances.Query,
      ...screenings.Query,
      greenChannelRules: () => rules.map(shownRule),
      greenChannelMatters: () => matters,
    },
    Mutation: { ...Mutation, ...acceptances.Mutation, ...screenings.Mutation },
    Screening: screenings.Screening,
    ...types,
  };
}

interface GreenChannelArguments {
  readonly matter: string;
  readonly on?: string | null;
}

function greenChannel(parts: EligibilityParts) {
  return async (organisation: Representation, given: GreenChannelArguments, context: EligibilityContext) => {
    const nowMs = parts.clock.now();
    const matter = readMatter(given.matter, parts.matters);
    const on = readDay(given.on, localDay(nowMs));
    const evidence = await gatherEvidence(organisation, { matter, on }, parts, context);
    return shownOutcome(decideGreenChannel(evidence, { on, nowMs }), evidence, { on, sight: context.sight });
  };
}
