import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLScalarType, parse } from 'graphql';
import { departmentSdl } from '../../schema/subgraph-sdl.ts';
import type { Subgraph } from '../subgraph.ts';
import { createResolvers, type SupervisionContext, type SupervisionParts } from './resolvers.ts';

/** The subgraph of follow-up and accountability: reads what others have written, and writes nothing. */
export function buildSupervision(sdl: string, parts: SupervisionParts): Subgraph {
  const whole = departmentSdl(sdl);
  const resolvers = { CreditCode: new GraphQLScalarType({ name: 'CreditCode' }), ...createResolvers(parts) };
  return {
    name: 'supervision',
    sdl: whole,
    schema: buildSubgraphSchema({ typeDefs: parse(whole), resolvers }),
    createContext: ({ caller }): SupervisionContext => ({ errors: [], warnings: [], caller }),
  };
}
