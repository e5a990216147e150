import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse } from 'graphql';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Subgraph } from '../subgraph.ts';
import type { Desk } from './desk/desk.ts';
import type { MeasureRecords } from './desk/records.ts';
import type { Redrive } from './desk/redrive.ts';
import { catalogueResolvers, readCatalogue } from './resolvers/catalogue.ts';
import { eventResolvers } from './resolvers/event.ts';
import { findMeasure, findMeasures, type FindArguments } from './resolvers/find-measures.ts';
import { measureResolvers } from './resolvers/measure.ts';
import { createMutations } from './resolvers/mutations.ts';
import { orderResolvers } from './resolvers/order.ts';
import { organisationResolvers } from './resolvers/organisation.ts';
import type { PageArguments } from './resolvers/paging.ts';
import { createRequestContext, type MeasuresContext } from './resolvers/request-context.ts';
import { readDeliveryPage, readFeedPage, type DeliveryArguments } from './resolvers/views.ts';
import { readWorklistPage, type WorklistArguments } from './resolvers/worklist.ts';
import type { Reckoning } from './rules/deadlines.ts';
import { localDay } from './rules/local-day.ts';

export interface MeasuresParts {
  /** Takes the commands. */
  readonly desk: Desk;
  /** Sends given-up orders again. */
  readonly redrive: Redrive;
  readonly records: MeasureRecords;
  /** With what provisional deadlines are reckoned again. */
  readonly reckoning: Reckoning;
  readonly clock: Clock;
  /** The folder's schema.graphql. */
  readonly sdl: string;
}

/** The subgraph of measures: commands, and how measures, orders and the catalogue stand. */
export function buildMeasures(parts: MeasuresParts): Subgraph {
  const { clock, reckoning, records, sdl } = parts;
  const whole = departmentSdl(sdl);
  return {
    name: 'measures',
    sdl: whole,
    schema: buildSubgraphSchema({ typeDefs: parse(whole), resolvers: resolvers(parts) as never }),
    createContext: (request) => {
      const today = localDay(new Date(clock.now()).toISOString());
      return createRequestContext(request, { records, reckoning, today });
    },
  };
}

function resolvers(parts: MeasuresParts): Record<string, unknown> {
  return {
    CreditCode: new GraphQLScalarType({ name: 'CreditCode' }),
    Query: queries(parts),
    Mutation: createMutations(parts),
    ...organisationResolvers,
    ...measureResolvers,
    ...orderResolvers,
    ...eventResolvers,
    ...catalogueResolvers,
  };
}

function queries({ records }: MeasuresParts): Record<string, unknown> {
  return {
    measure: (_: unknown, { measureId }: { readonly measureId: string }, context: MeasuresContext) =>
      findMeasure(measureId, context),
    measures: (_: unknown, args: FindArguments, context: MeasuresContext) => findMeasures(records, args, context),
    measureCatalogue: (_: unknown, args: Parameters<typeof readCatalogue>[1], context: MeasuresContext) =>
      readCatalogue(records, args, context),
    orders: (_: unknown, args: WorklistArguments, context: MeasuresContext) => readWorklistPage(records, args, context),
    measureEvents: (_: unknown, args: PageArguments, context: MeasuresContext) => readFeedPage(records, args, context),
    orderDeliveries: (_: unknown, args: DeliveryArguments, context: MeasuresContext) =>
      readDeliveryPage(records, args, context),
  };
}
