import type { RegisterRole } from '../connector/connector.ts';
import type { Fact } from '../connector/reading.ts';
import type { RegisteredOrganisation } from './organisations.ts';

/** What a register's own records say about the organisations that it vouches for. */
export function registeredFromFacts(role: RegisterRole, facts: readonly Fact[]): RegisteredOrganisation[] {
  return facts
    .toSorted(byWeight)
    .filter(({ creditCode }) => role.places.some((places) => creditCode.startsWith(places)))
    .map((fact) => {
      const field = (name: string | undefined) =>
        name === undefined ? null : ((fact.fields[name] ?? null) as string | null);
      return {
        creditCode: fact.creditCode,
        name: field(role.name),
        formerNames: splitNames(field(role.formerName)),
        status: field(role.status),
        kind: field(role.kind),
        establishedOn: field(role.establishedOn) ?? fact.documentOn,
        registrationNumber: field(role.registrationNumber),
      };
    });
}

const weights = { REVOKED: 0, ENDED: 1, VALID: 2 } as const;

/** Of several registrations under one code the one that stands comes last, and is the one that is kept. */
function byWeight(left: Fact, right: Fact): number {
  const order = weights[left.state] - weights[right.state];
  return order === 0 ? (left.documentOn ?? '').localeCompare(right.documentOn ?? '') : order;
}

function splitNames(names: string | null): string[] {
  return names === null
    ? []
    : names
        .split(/[;；、,，]/)
        .map((name) => name.trim())
        .filter((name) => name !== '');
}
