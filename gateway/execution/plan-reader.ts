import type { DidResolvePlan, QueryPlan } from './plan.ts';
import type { Context } from '../client-request.ts';
import type { Executor } from '../execute-carefully.ts';

type ExecutorContext = Parameters<Executor>[0];

export interface PlanReader {
  /** For @apollo/gateway, which calls it with each plan that it is about to execute. */
  readonly didResolve: DidResolvePlan;
  /** Has the library make, or find, the plan of an operation. Asks nobody. Throws where it cannot be planned. */
  read(library: Executor, context: ExecutorContext): Promise<QueryPlan>;
}

/** Takes the plans of @apollo/gateway: by the way that it offers, executing them with nobody asked. */
export function createPlanReader(): PlanReader {
  const plans = new WeakMap<object, QueryPlan>();
  return {
    didResolve: ({ queryPlan, requestContext }) => void plans.set(requestContext, queryPlan),
    async read(library, context) {
      const given = context.context as Context;
      const request = { ...given.request, planOnly: true, warnings: [] };
      const planning = { ...context, context: { ...given, request } };
      await library(planning);
      const plan = plans.get(planning);
      if (plan === undefined) throw new Error('the library executed an operation without a plan');
      return plan;
    },
  };
}
