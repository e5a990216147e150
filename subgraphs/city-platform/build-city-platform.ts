import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { GraphQLScalarType, parse } from 'graphql';
import { parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { ArgumentInvalid } from '../../schema/errors.ts';
import { dateOf, dayNumber } from '../../schema/local-date.ts';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import { atLocal } from '../connector/timetable.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { Subgraph, SubgraphContext } from '../subgraph.ts';
import type { CityListing, FeedbackChange } from './inbound/read-change.ts';
import { reconcile } from './reconciliation/reconcile.ts';

export interface CityPlatformParts {
  readonly clock: Clock;
  readonly database: Database;
  readonly sdl: string;
  readonly connected: boolean;
  /** How long the platform may take for a result. */
  readonly graceMs: number;
}

interface CityContext extends SubgraphContext {
  readonly listings: DataLoader<CreditCode, readonly (CityListing & { readonly id: string })[]>;
}

/** The subgraph of the exchange with the city platform: what came back, and how both sides' books agree. */
export function buildCityPlatform(parts: CityPlatformParts): Subgraph {
  const sdl = departmentSdl(parts.sdl);
  return {
    name: 'city-platform',
    sdl,
    schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers(parts) as never }),
    createContext: (): CityContext => ({
      errors: [],
      warnings: [],
      listings: new DataLoader((codes) => loadListings(parts.database, codes)),
    }),
  };
}

async function loadListings(database: Database, codes: readonly CreditCode[]) {
  const rows = await database.query<{ listing_id: string; credit_code: CreditCode; listing: CityListing }>(
    'SELECT listing_id, credit_code, listing FROM city_listings WHERE credit_code = ANY($1) ORDER BY sequence DESC',
    [codes],
  );
  const found = Map.groupBy(rows, (row) => row.credit_code);
  return codes.map((code) => (found.get(code) ?? []).map((row) => ({ id: row.listing_id, ...row.listing })));
}

interface ReconciliationArguments {
  readonly from?: string | null;
  readonly until?: string | null;
  readonly first: number;
}

const mostEntries = 200;

function resolvers({ clock, connected, database, graceMs }: CityPlatformParts): Record<string, unknown> {
  return {
    CreditCode: new GraphQLScalarType<CreditCode>({ name: 'CreditCode' }),
    DepartmentSection: { __resolveType: () => null },
    DepartmentRecord: { __resolveType: () => null },
    Organisation: {
      __resolveReference: (reference: unknown) => reference,
      cityListings: ({ creditCode }: { readonly creditCode: unknown }, _: unknown, { listings }: CityContext) =>
        connected ? listings.load(parseCreditCode(creditCode).code) : null,
    },
    Query: {
      async cityReconciliation(_: unknown, { first, from, until }: ReconciliationArguments) {
        if (first < 1 || first > mostEntries)
          throw new ArgumentInvalid(`first is ${first}.`, `Ask for 1 to ${mostEntries} entries.`, {
            argument: 'first',
          });
        const answeredBy = new Date(clock.now() - graceMs).toISOString();
        const period = { from: beginOf(from, 0), until: beginOf(until, 1), answeredBy, most: first };
        return { connected, ...(await reconcile(database, period)) };
      },
      async cityFeedback(_: unknown, { measureId }: { readonly measureId: string }) {
        const rows = await database.query<{ feedback_id: string; feedback: FeedbackChange }>(
          'SELECT feedback_id, feedback FROM city_feedback WHERE measure_id = $1 ORDER BY feedback_id',
          [measureId],
        );
        return rows.map((row) => ({ id: row.feedback_id, ...row.feedback }));
      },
    },
  };
}

/** The instant at which a local day begins, so many days later. @throws ArgumentInvalid */
function beginOf(day: string | null | undefined, later: number): string | null {
  if (day == null) return null;
  return new Date(atLocal(dateOf(dayNumber(day) + later), '00:00')).toISOString();
}
