import type { FoundSection } from '../disclosures/findings.ts';

/** Where a section came from: its system just now, records kept of it, a kept part, or a whole answer that was kept. */
export type Origin = 'department' | 'records' | 'fragment' | 'answer';

/** Of one section; in an answer about many organisations, of all that a department gave in one state. */
export interface Provenance {
  readonly department: string;
  readonly state: string;
  readonly from: Origin;
  /** When the department's system gave it; of several, the oldest. */
  readonly asOf: string | null;
  /** How many sections, where it is more than one. */
  readonly sections?: number;
}

export function provenanceOf(sections: readonly FoundSection[], fromOf: (section: FoundSection) => Origin) {
  const groups = Map.groupBy(sections, (section) => `${section.department}\n${section.state}\n${fromOf(section)}`);
  return [...groups.values()].map((group): Provenance => {
    const [first] = group as [FoundSection];
    const oldest = group
      .map(({ asOf }) => asOf)
      .reduce((a, b) => (a !== null && b !== null && a <= b ? a : b === null ? a : a === null ? b : b));
    const { department, state } = first;
    return {
      department,
      state,
      from: fromOf(first),
      asOf: oldest,
      ...(group.length === 1 ? {} : { sections: group.length }),
    };
  });
}

/** What the department's system gave after the question came was asked for it, by this request or one beside it. */
export function executedFrom(askedAtMs: number): (section: FoundSection) => Origin {
  return ({ asOf }) => (asOf !== null && Date.parse(asOf) >= askedAtMs ? 'department' : 'records');
}
