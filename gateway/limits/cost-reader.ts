import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { createFetchSchema } from '../sources/fetch-schema.ts';
import { readCost, type CostOf } from './operation-cost.ts';
import type { CostSettings } from './protection-settings.ts';
import { readRequirements } from './requirements.ts';

export type CostReader = (document: DocumentNode, operation: OperationDefinitionNode) => CostOf;

/** Reads costs by a schema and the supergraph behind it; each operation once, for as long as its document is kept. */
export function createCostReader(apiSchema: GraphQLSchema, supergraphSdl: string, settings: CostSettings): CostReader {
  const tariff = {
    ...createFetchSchema(apiSchema, supergraphSdl),
    requirements: readRequirements(supergraphSdl),
    settings,
  };
  const known = new WeakMap<OperationDefinitionNode, CostOf>();
  return (document, operation) => {
    const cost = known.get(operation) ?? readCost(document, operation, tariff);
    known.set(operation, cost);
    return cost;
  };
}
