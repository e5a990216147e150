import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import { CostExceeded, DepartmentBudgetExceeded } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest } from '../client-request.ts';
import { readCost, type Cost, type CostOf, type Tariff } from '../limits/operation-cost.ts';
import type { Protection } from '../limits/protection.ts';
import { roleOf } from '../limits/protection-settings.ts';
import { valueOf } from '../limits/read-family.ts';
import { readRequirements } from '../limits/requirements.ts';
import { createFetchSchema } from '../sources/fetch-schema.ts';
import type { Clients } from './use-client.ts';
import { toGraphQLError } from '../to-graphql-error.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';

export interface CostParts {
  readonly protection: Protection;
  readonly documents: TrustedDocuments;
  readonly clients: Clients;
  readonly log: Logger;
}

const windowMs = 60_000;

/**
 * Before anybody is asked: what an operation costs, refused above its caller's budget unless the document is a trusted
 * one; and the departments whose budget the client has used up, which are then not asked.
 */
export function useCost({ clients, documents, log, protection }: CostParts): Behaviour {
  const { cost: settings, sectionBudgets, store, now } = protection;
  if (settings.mode === 'off' && sectionBudgets.usual === null && sectionBudgets.of.size === 0) return {};
  let tariff: Tariff | undefined;
  const read = new WeakMap<DocumentNode, Map<OperationDefinitionNode, CostOf>>();
  const measured = new WeakMap<ClientRequest, { cost: number; budget: number }>();

  function costOf(document: DocumentNode, operation: OperationDefinitionNode): CostOf {
    const known = read.get(document) ?? new Map<OperationDefinitionNode, CostOf>();
    read.set(document, known);
    const cost = known.get(operation) ?? readCost(document, operation, tariff!);
    known.set(operation, cost);
    return cost;
  }

  function judge({ total }: Cost, request: ClientRequest): void {
    const budget = valueOf(settings.budgets, roleOf(request.caller));
    const over = total > budget;
    const { requestId } = request;
    if (settings.mode === 'measure') {
      measured.set(request, { cost: total, budget });
      log.info({ requestId, cost: total, budget, over }, 'cost');
    } else if (settings.mode === 'enforce' && over && !documents.isMarked(request)) {
      log.warn({ requestId, cost: total, budget }, 'an operation costs too much');
      throw toGraphQLError(new CostExceeded(total, budget));
    }
  }

  async function spend({ sections }: Cost, request: ClientRequest): Promise<void> {
    const client = clients.of(request);
    const claims = [...sections].flatMap(([department, units]) => {
      const limit = valueOf(sectionBudgets, department);
      return limit === null || units === 0 ? [] : [{ client, what: department, units, limit, windowMs }];
    });
    if (claims.length === 0) return;
    const outcomes = await store.spend(claims);
    request.overBudget = new Map(
      outcomes.flatMap(({ granted, retryAfterMs }, at) => {
        if (granted) return [];
        const { limit: budget, what: department } = claims[at]!;
        const retryAt = retryAfterMs === null ? null : new Date(now() + retryAfterMs).toISOString();
        return [[department, new DepartmentBudgetExceeded({ department, budget, retryAt })]];
      }),
    );
  }

  return {
    plugin: {
      async serverWillStart() {
        return {
          schemaDidLoadOrUpdate({ apiSchema, coreSupergraphSdl = '' }) {
            const { isSection, schema } = createFetchSchema(apiSchema);
            tariff = { schema, isSection, requirements: readRequirements(coreSupergraphSdl), settings };
          },
        };
      },
      async requestDidStart() {
        return {
          async didResolveOperation({ contextValue: { request }, document, operation, request: { variables = {} } }) {
            if (operation === undefined || request.planOnly) return;
            const cost = costOf(document, operation)(variables);
            judge(cost, request);
            await spend(cost, request);
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
