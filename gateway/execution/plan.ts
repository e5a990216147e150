import type { GatewayConfig } from '@apollo/gateway';

/** What @apollo/gateway calls with each plan that it is about to execute. */
export type DidResolvePlan = NonNullable<GatewayConfig['experimental_didResolveQueryPlan']>;
export type QueryPlan = Parameters<DidResolvePlan>[0]['queryPlan'];
export type PlanNode = Exclude<NonNullable<QueryPlan['node']>, { readonly kind: 'Subscription' }>;
export type FetchNode = Extract<PlanNode, { readonly kind: 'Fetch' }>;
export type RequiredSelection = NonNullable<FetchNode['requires']>[number];
export type Rewrite = NonNullable<FetchNode['inputRewrites']>[number];
