import type { ClientRequest } from '../client-request.ts';
import type { FoundSection } from '../disclosures/findings.ts';
import type { Fragment } from './fragments.ts';

/** What of an answer came from fragments. */
export interface Uses {
  /** Whether this section did. */
  has(section: Pick<FoundSection, 'organisation' | 'department'>): boolean;
  /** When the first of them ends. */
  readonly untilMs: number;
}

export interface UsesOfRequests {
  note(request: ClientRequest, fragment: Fragment<unknown>): void;
  of(request: ClientRequest): Uses;
}

interface Noted {
  untilMs: number;
  readonly sections: Set<string>;
}

const nameOf = ({ department, organisation }: Pick<FoundSection, 'organisation' | 'department'>) =>
  `${organisation} ${department}`;
const none: Uses = { has: () => false, untilMs: Number.POSITIVE_INFINITY };

/** An answer that is made of fragments may be kept no longer than they. */
export function createUses(): UsesOfRequests {
  const requests = new WeakMap<ClientRequest, Noted>();
  return {
    note(request, { sections, untilMs }) {
      const noted = requests.get(request) ?? { untilMs, sections: new Set() };
      noted.untilMs = Math.min(noted.untilMs, untilMs);
      for (const section of sections) noted.sections.add(nameOf(section));
      requests.set(request, noted);
    },
    of(request) {
      const noted = requests.get(request);
      if (noted === undefined) return none;
      return { untilMs: noted.untilMs, has: (section) => noted.sections.has(nameOf(section)) };
    },
  };
}
