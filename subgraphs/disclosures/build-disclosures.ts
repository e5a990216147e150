import { buildSubgraphSchema } from '@apollo/subgraph';
import DataLoader from 'dataloader';
import { GraphQLScalarType, parse } from 'graphql';
import type { Caller } from '../../schema/caller.ts';
import { parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../subgraph.ts';
import type { WholeEntry } from './whole-entry.ts';
import { readStretch, writeCursor, type PageArguments } from './paging.ts';
import { readEntries, type Scope } from './read-entries.ts';
import { scopeOf, viewOf } from './view.ts';

interface Context extends SubgraphContext {
  readonly caller: Caller | null;
  readonly now: string;
  /** The pages that one request asks for, those of several organisations in one query. */
  readonly pages: Map<string, DataLoader<Scope, WholeEntry[]>>;
}

const mostAtOnce = { maxBatchSize: 100, cache: false };

/** The subgraph of who looked. */
export function buildDisclosures(database: Database, clock: Clock, sdl: string): Subgraph {
  const whole = departmentSdl(sdl);
  return {
    name: 'disclosures',
    sdl: whole,
    schema: buildSubgraphSchema({ typeDefs: parse(whole), resolvers: resolvers(database) as never }),
    createContext: ({ caller }: RequestFacts): Context => ({
      errors: [],
      warnings: [],
      caller,
      now: new Date(clock.now()).toISOString(),
      pages: new Map(),
    }),
  };
}

function resolvers(database: Database): Record<string, unknown> {
  const pageAbout = async (organisation: CreditCode | null, args: PageArguments, context: Context) => {
    const stretch = readStretch(args);
    const scope = scopeOf(context.caller, organisation, context.now);
    const key = JSON.stringify(stretch);
    const loader =
      context.pages.get(key) ??
      new DataLoader<Scope, WholeEntry[]>((scopes) => readEntries(database, scopes, stretch), mostAtOnce);
    context.pages.set(key, loader);
    return pageOf(await loader.load(scope), args, context);
  };
  return {
    CreditCode: new GraphQLScalarType({ name: 'CreditCode' }),
    Organisation: {
      __resolveReference: ({ creditCode }: { readonly creditCode: unknown }) => ({
        creditCode: parseCreditCode(creditCode).code,
      }),
      disclosures: ({ creditCode }: { readonly creditCode: CreditCode }, args: PageArguments, context: Context) =>
        pageAbout(creditCode, args, context),
    },
    Query: {
      disclosures: (_: unknown, args: PageArguments & { readonly organisation?: unknown }, context: Context) =>
        pageAbout(args.organisation == null ? null : parseCreditCode(args.organisation).code, args, context),
    },
  };
}

function pageOf(found: readonly WholeEntry[], { after, first }: PageArguments, context: Context) {
  const edges = found
    .slice(0, first)
    .map((entry) => ({ cursor: writeCursor(entry.seq), node: viewOf(entry, context) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: after != null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
