import type { GreenChannelRule } from '../rules/green-channel-rule.ts';
import type { Asked, Evidence, SectionSeen, SourceSeen } from './input.ts';
import type { Reason, Reliance, SectionAge, SpeaksFor } from './verdict.ts';

const hourMs = 3_600_000;

/** A section, how old it is, and whether it can be relied on under the rule. */
export interface JudgedSection {
  readonly section: SectionSeen;
  readonly age: SectionAge;
  readonly reasons: readonly Reason[];
}

/** Every department that has a folder or that the rule names, in the order of their names. */
export function judgeSections(
  { sections }: Pick<Evidence, 'sections'>,
  rule: GreenChannelRule,
  asked: Asked,
): readonly JudgedSection[] {
  const { departments } = rule.mandatory;
  const there = new Set(sections.map(({ department }) => department));
  const named = departments === 'EVERY' ? [] : departments.filter((department) => !there.has(department));
  return [...sections, ...named.map((department) => ({ department, source: null, creditRecords: null }))]
    .toSorted((a, b) => (a.department < b.department ? -1 : 1))
    .map((section) => judgeSection(section, rule, asked));
}

function judgeSection(section: SectionSeen, rule: GreenChannelRule, { nowMs }: Asked): JudgedSection {
  const { department } = section;
  const mandatory = isMandatory(department, rule);
  const ageMs = section.source?.asOf == null ? null : nowMs - Date.parse(section.source.asOf);
  const toleratedHours =
    rule.stale.byDepartment.find((one) => one.department === department)?.hours ?? rule.stale.hours;
  const reliance = relianceOf(section, ageMs, toleratedHours);
  const ageHours = ageMs === null ? null : Math.floor(ageMs / hourMs);
  const speaksFor = mandatory ? 'UNDETERMINED' : null;
  return {
    section,
    age: {
      department,
      mandatory,
      state: section.source?.state ?? 'ABSENT',
      asOf: section.source?.asOf ?? null,
      ageHours,
      reliance,
    },
    reasons: lacks(section, { ageHours, toleratedHours, reliance, rule, speaksFor }),
  };
}

function isMandatory(department: string, { mandatory }: GreenChannelRule): boolean {
  if (mandatory.indifferent.includes(department)) return false;
  return mandatory.departments === 'EVERY' || mandatory.departments.includes(department);
}

function relianceOf({ creditRecords, source }: SectionSeen, ageMs: number | null, toleratedHours: number): Reliance {
  if (source === null || creditRecords === null) return 'SILENT';
  if (source.state === 'UNAVAILABLE' || source.state === 'NOT_CONNECTED') return 'SILENT';
  // An age that is not known, or cannot be read, is no age within the tolerance.
  const withinTolerance = ageMs !== null && ageMs <= toleratedHours * hourMs;
  if (source.state === 'STALE' && !withinTolerance) return 'TOO_OLD';
  return isIncomplete(source) ? 'INCOMPLETE' : 'RELIED_ON';
}

/** A row that could not be read, attributed or judged may be the one that counts. */
function isIncomplete({ rejectedRows, unlinkedAdverseRows, withheldRows = 0 }: SourceSeen): boolean {
  return rejectedRows > 0 || unlinkedAdverseRows > 0 || withheldRows > 0;
}

interface Judging {
  readonly ageHours: number | null;
  readonly toleratedHours: number;
  readonly reliance: Reliance;
  readonly rule: GreenChannelRule;
  /** What a lack speaks for: nothing where the department is not mandatory. */
  readonly speaksFor: SpeaksFor;
}

/** Kept data is named as such even where it is young enough to be relied on. */
function lacks({ department, source }: SectionSeen, judging: Judging): readonly Reason[] {
  const { ageHours, reliance, rule, speaksFor, toleratedHours } = judging;
  const nextExpected = source?.nextExpected ?? null;
  if (source === null || reliance === 'SILENT') {
    const state = source?.state === 'UNAVAILABLE' || source?.state === 'NOT_CONNECTED' ? source.state : 'ABSENT';
    return [{ kind: 'DEPARTMENT_SILENT', clause: rule.mandatory.id, speaksFor, department, state, nextExpected }];
  }
  const { rejectedRows, state, unlinkedAdverseRows } = source;
  const reasons: Reason[] = [];
  if (state === 'STALE') {
    const about = { clause: rule.stale.id, department, ageHours, toleratedHours, nextExpected };
    reasons.push({ kind: 'DEPARTMENT_STALE', speaksFor: reliance === 'TOO_OLD' ? speaksFor : null, ...about });
  }
  if (isIncomplete(source)) {
    const about = { clause: rule.complete.id, department, rejectedRows, unlinkedAdverseRows };
    reasons.push({ kind: 'DEPARTMENT_INCOMPLETE', speaksFor, ...about });
  }
  return reasons;
}
