import type { Caller } from '../../schema/caller.ts';
import { readMarks } from '../../schema/access/read-marks.ts';
import type { Marks } from '../../schema/access/marks.ts';
import { purposeCodes, type PurposeCode } from '../../schema/access/purpose.ts';
import { rightsOf, type Rights } from '../../schema/access/rights.ts';

/** By what a gateway decides who may see what. */
export interface Access {
  readonly marks: Marks;
  readonly purposes: readonly PurposeCode[];
  /** What is PUBLIC is open to callers who do not say who they are. */
  readonly anonymousPublic: boolean;
  rightsOf(caller: Caller | null): Rights;
}

export interface AccessSettings {
  /** ANONYMOUS_PUBLIC. */
  readonly anonymousPublic: boolean;
  /** Whether the gateway serves a demo district. */
  readonly demo: boolean;
}

/** null: the supergraph carries no marks, as those of somebody else, and rights are a matter of its services. */
export function openAccess(supergraphSdl: string, { anonymousPublic, demo }: AccessSettings): Access | null {
  const marks = readMarks(supergraphSdl);
  if (marks === null) return null;
  const ofNobody = rightsOf(null, anonymousPublic);
  const known = new WeakMap<Caller, Rights>();
  return {
    marks,
    purposes: purposeCodes(demo),
    anonymousPublic,
    rightsOf(caller) {
      if (caller === null) return ofNobody;
      const rights = known.get(caller) ?? rightsOf(caller, anonymousPublic);
      known.set(caller, rights);
      return rights;
    },
  };
}
