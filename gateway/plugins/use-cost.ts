import type { Logger } from 'pino';
import { CostExceeded } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Cost } from '../limits/operation-cost.ts';
import { createCostReader, type CostReader } from '../limits/cost-reader.ts';
import type { Protection } from '../limits/protection.ts';
import { roleOf } from '../limits/protection-settings.ts';
import { valueOf } from '../limits/read-family.ts';
import { spendSections } from '../limits/section-budgets.ts';
import { toGraphQLError } from '../to-graphql-error.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import type { Clients } from './use-client.ts';

export interface CostParts {
  readonly protection: Protection;
  readonly documents: TrustedDocuments;
  readonly clients: Clients;
  readonly log: Logger;
  /** Told how many organisations a request asks each department about. */
  readonly note?: (request: ClientRequest, sections: Cost['sections']) => void;
}

/**
 * Before anybody is asked: what an operation costs, refused above its caller's budget unless the document is a trusted
 * one; and the departments whose budget the client has used up, which are then not asked.
 */
export function useCost(parts: CostParts): Behaviour {
  const { clients, protection } = parts;
  const { cost: settings, sectionBudgets } = protection;
  if (settings.mode === 'off' && sectionBudgets.usual === null && sectionBudgets.of.size === 0) return {};
  let read: CostReader;
  const measured = new WeakMap<ClientRequest, Judged>();
  return {
    plugin: {
      async serverWillStart() {
        return {
          schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
            read = createCostReader(apiSchema, coreSupergraphSdl, settings);
          },
        };
      },
      async requestDidStart() {
        return {
          async didResolveOperation({ contextValue: { request }, document, operation, request: { variables = {} } }) {
            if (operation === undefined || request.planOnly || request.forNobody === true) return;
            const cost = read(document, operation)(variables);
            if (settings.mode !== 'off') judge(cost.total, request, parts);
            if (settings.mode === 'measure') measured.set(request, judged(cost.total, request, protection));
            parts.note?.(request, cost.sections);
            request.overBudget = await spendSections(cost, clients.of(request), protection);
          },
          async willSendResponse({ contextValue: { request }, response }) {
            const cost = measured.get(request);
            if (cost === undefined || response.body.kind !== 'single') return;
            const { singleResult } = response.body;
            singleResult.extensions = { ...singleResult.extensions, cost };
          },
        };
      },
    },
  };
}

interface Judged {
  readonly cost: number;
  readonly budget: number;
}

function judged(cost: number, { caller }: ClientRequest, { cost: { budgets } }: Protection): Judged {
  return { cost, budget: valueOf(budgets, roleOf(caller)) };
}

/** Throws CostExceeded, unless costs are only measured. */
function judge(total: number, request: ClientRequest, { documents, log, protection }: CostParts): void {
  const { budget, cost } = judged(total, request, protection);
  const over = cost > budget;
  const { requestId } = request;
  if (protection.cost.mode === 'measure') return log.info({ requestId, cost, budget, over }, 'cost');
  if (!over || documents.isMarked(request)) return;
  log.warn({ requestId, cost, budget }, 'an operation costs too much');
  throw toGraphQLError(new CostExceeded(cost, budget));
}
