import { oncePerAsking, type Asking } from '../../schema/asking.ts';
import type { ClientRequest } from '../client-request.ts';

/** Everything of a request, beside its id, that reaches a subgraph: two that have it in common may be asked as one. */
export type ScopeOf = (request: ClientRequest) => string;

const textOf = oncePerAsking((asking) => JSON.stringify(asking));

/** For subgraphs that are told who asks, and for what. */
export const scopeOfAsking: ScopeOf = (request) => `${scopeOfNobody(request)} ${textOf(askingOf(request))}`;

/** For subgraphs that are told nobody. */
export const scopeOfNobody: ScopeOf = ({ fresh, inBatch = false }) => `${fresh} ${inBatch}`;

/** Whoever adds to what a subgraph is told has to add it here. */
function askingOf({ byGateway, caller, levels, purpose, rights }: ClientRequest): Asking {
  return { byGateway, caller, levels, purpose, rights };
}
