import type { CreditCode } from './credit-code.ts';

/**
 * Who asks, as a verified token says; no header or argument does. `id` is the token's subject, `client` the system
 * through which it asks; null: the token names none.
 */
export type Caller = CallerRole & { readonly id: string; readonly client?: string };

type CallerRole =
  | { readonly role: 'officer'; readonly department: string }
  | { readonly role: 'representative'; readonly creditCode: CreditCode }
  | { readonly role: OfficeRole };

/** Roles that belong to no single department and to no organisation. */
export type OfficeRole = (typeof officeRoles)[number];
export const officeRoles = ['coordinator', 'supervisor', 'clerk', 'approval', 'analyst', 'operator'] as const;
