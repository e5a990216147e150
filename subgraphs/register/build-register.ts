import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { GraphQLScalarType, parse } from 'graphql';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import { organisationCodeOf, type CreditCode } from '../../schema/credit-code.ts';
import { ArgumentInvalid, TooManyOrganisations } from '../../schema/errors.ts';
import type { Database } from '../database/database.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../subgraph.ts';
import type { Authorities } from './authorities.ts';
import { loadDepartmentStates } from './department-state.ts';
import { loadOrganisations } from './organisations.ts';
import { root, type Root } from './root.ts';
import { search, type SearchArguments } from './search.ts';

export const MOST_CODES = 1000;

type Registered = Awaited<ReturnType<typeof loadOrganisations>> extends Map<CreditCode, infer One> ? One : never;

interface Context extends SubgraphContext {
  /** Codes that this request has named so far, under all of its aliases. */
  readonly named: { codes: number };
  readonly organisations: DataLoader<CreditCode, Registered | null>;
}

/** The subgraph of the register: query roots, name and status. `sdl` is its folder's schema.graphql. */
export function buildRegister(database: Database, sdl: string, authorities: Authorities): Subgraph {
  const whole = departmentSdl(sdl);
  return {
    name: 'register',
    sdl: whole,
    schema: buildSubgraphSchema({ typeDefs: parse(whole), resolvers: resolvers(database, authorities) as never }),
    createContext(_request: RequestFacts): Context {
      const organisations = new DataLoader<CreditCode, Registered | null>(
        async (codes) => {
          const found = await loadOrganisations(database, codes);
          return codes.map((code) => found.get(code) ?? null);
        },
        { maxBatchSize: 1000 },
      );
      return { errors: [], warnings: [], organisations, named: { codes: 0 } };
    },
  };
}

function resolvers(database: Database, authorities: Authorities): Record<string, unknown> {
  return {
    CreditCode: new GraphQLScalarType({ name: 'CreditCode' }),
    Query: {
      organisation: (_: unknown, { creditCode }: { creditCode: unknown }) => root(creditCode),
      organisations: (_: unknown, { creditCodes }: { creditCodes: unknown[] }, context: Context) =>
        roots(creditCodes, context),
      searchOrganisations: (_: unknown, args: SearchArguments) => search(database, args),
      departments: () => loadDepartmentStates(database),
    },
    Department: {
      successor: ({ name }: { name: string }) => authorities.successorOf(name),
      authorities: ({ name }: { name: string }) => authorities.of(name),
    },
    Organisation: {
      __resolveReference: ({ creditCode }: { creditCode: unknown }) => root(creditCode),
      ...organisationFields,
    },
  };
}

const registered = ({ creditCode }: Root, _: unknown, { organisations }: Context) => organisations.load(creditCode);
const organisationFields = {
  name: async (...args: Parameters<typeof registered>) => (await registered(...args))?.name ?? null,
  nameConfirmed: async (...args: Parameters<typeof registered>) => isConfirmed(args[0], await registered(...args)),
  formerNames: async (...args: Parameters<typeof registered>) => (await registered(...args))?.formerNames ?? [],
  status: async (...args: Parameters<typeof registered>) => (await registered(...args))?.status ?? null,
  kind: async (...args: Parameters<typeof registered>) =>
    (await registered(...args))?.kind ?? args[0].parsed.category?.name ?? null,
  establishedOn: async (...args: Parameters<typeof registered>) => (await registered(...args))?.establishedOn ?? null,
  registrationNumber: async (...args: Parameters<typeof registered>) =>
    (await registered(...args))?.registrationNumber ?? null,
  organisationCode: ({ creditCode }: Root) => organisationCodeOf(creditCode),
  registeredWith: ({ parsed }: Root) => parsed.registry.name,
  creditCodeQuality: ({ parsed }: Root) => parsed.quality,
};

/** Confirmed by the very department that the code's first place names. */
function isConfirmed({ parsed }: Root, known: Registered | null): boolean {
  return known?.name != null && parsed.registry.department !== null && known.department === parsed.registry.department;
}

function roots(creditCodes: readonly unknown[], { named }: Context): (Root | Error)[] {
  named.codes += creditCodes.length;
  if (creditCodes.length === 0)
    throw new ArgumentInvalid('creditCodes is empty.', 'Name at least one credit code.', { argument: 'creditCodes' });
  if (named.codes > MOST_CODES) {
    throw new TooManyOrganisations(
      `The request names ${named.codes} organisations.`,
      `Name at most ${MOST_CODES} in one request.`,
      { most: MOST_CODES },
    );
  }
  return creditCodes.map((code) => {
    try {
      return root(code);
    } catch (error) {
      return error as Error;
    }
  });
}
