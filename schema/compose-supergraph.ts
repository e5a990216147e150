import { composeServices } from '@apollo/composition';
import {
  GraphQLObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  printType,
  type GraphQLSchema,
} from 'graphql';

/** What one subgraph contributes. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly url: string;
}

export interface Supergraph {
  readonly supergraphSdl: string;
  /** The schema that clients see, printed with its descriptions, types ordered by name: the same for every layout. */
  readonly apiSdl: string;
  readonly hints: readonly string[];
}

/** The folders cannot be one schema; every fault is named. */
export class CompositionRefused extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The schema cannot be composed:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.name = 'CompositionRefused';
    this.faults = faults;
  }
}

/**
 * Stands in the supergraph for the address of a subgraph of ours. It is never called: the real address is the
 * process itself, or SUBGRAPH_<NAME>_URL.
 */
export function placeholderUrl(name: string): string {
  return `https://subgraph.invalid/${name}/graphql`;
}

/** Composes subgraphs into one supergraph; the same subgraphs in any order give the same text. */
export function composeSupergraph(subgraphs: readonly ComposedSubgraph[]): Supergraph {
  const services = subgraphs
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sdl, url }) => ({ name, url, typeDefs: parse(sdl) }));
  const result = composeServices(services);
  if (result.errors !== undefined) throw new CompositionRefused(result.errors.map(({ message }) => message));
  return {
    supergraphSdl: `${result.supergraphSdl.trim()}\n`,
    apiSdl: printSorted(result.schema.toAPISchema().toGraphQLJSSchema()),
    hints: result.hints.map((hint) => hint.toString()).sort(),
  };
}

/** Types to which several subgraphs contribute fields: in the order of names, for any layout. */
const contributed: ReadonlySet<string> = new Set(['Organisation', 'Query', 'Mutation']);

function printSorted(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return `${types
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((type) => printType(contributed.has(type.name) && isObjectType(type) ? withSortedFields(type) : type))
    .join('\n\n')}\n`;
}

function withSortedFields(type: GraphQLObjectType): GraphQLObjectType {
  const { fields, ...rest } = type.toConfig();
  return new GraphQLObjectType({
    ...rest,
    fields: Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))),
  });
}
