import type { CreditCode } from '../../../schema/credit-code.ts';

/**
 * Who gives a command, as its verified token says. `id` is the token's subject. `gateway` is this program itself:
 * its timers and deliveries; no token can carry that role.
 */
export type Caller =
  | { readonly role: 'officer'; readonly department: string; readonly id: string }
  | { readonly role: 'representative'; readonly creditCode: CreditCode; readonly id: string }
  | {
      readonly role: 'coordinator' | 'supervisor' | 'clerk' | 'approval' | 'analyst' | 'operator' | 'gateway';
      readonly id: string;
    };

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
