import type { Caller as TokenCaller } from '../../../schema/caller.ts';

/**
 * Who gives a command, as its verified token says. `gateway` is this program itself: its timers and deliveries; no
 * token can carry that role.
 */
export type Caller = TokenCaller | { readonly role: 'gateway'; readonly id: string };

/** Stands for what happens by itself: a term that ends, a deadline that passes. */
export const gatewayItself: Caller = { role: 'gateway', id: 'gateway' };

/** What every command and every event carries. */
export interface Stamp {
  readonly measureId: string;
  /** ISO instant, UTC. */
  readonly at: string;
  readonly by: Caller;
}

/** Of anything that carries a stamp, the stamp alone. */
export function stampOf({ measureId, at, by }: Stamp): Stamp {
  return { measureId, at, by };
}
