import { isOpenTo, type Sight } from '../../schema/access/row-access.ts';
import { canonicalJson } from '../../schema/canonical-json.ts';
import { changesOf } from './verdict/changes.ts';
import type { Evidence } from './verdict/input.ts';
import type { MeasureSeen } from './verdict/measure-seen.ts';
import type { NamedRecord, Outcome, Reason } from './verdict/verdict.ts';

/** Records of one department that are not for whoever asks. */
export interface WithheldRows {
  readonly department: string;
  readonly rows: number;
}

/** What somebody is shown of something that was made of all records. */
export interface ForCaller<Shown> {
  readonly shown: Shown;
  /** By department; empty: nothing was left out. */
  readonly withheld: readonly WithheldRows[];
}

/**
 * An outcome without the reasons whose records are not for whoever asks, and without what follows from these alone. The
 * verdict is that of all records.
 */
export function outcomeFor(outcome: Outcome, sight: Sight): ForCaller<Outcome> {
  const { shown: reasons, withheld } = reasonsFor(outcome.reasons, sight);
  if (withheld.length === 0) return { shown: outcome, withheld };
  return { shown: { ...outcome, reasons, wouldChange: changesOf(reasons) }, withheld };
}

/** Those reasons that name no record, or one that may be shown; of the others, their records are counted once each. */
export function reasonsFor(reasons: readonly Reason[], sight: Sight): ForCaller<readonly Reason[]> {
  const kept = new Map<string, NamedRecord>();
  const shown = reasons.filter((reason) => {
    if (!('record' in reason) || isOpenTo(reason.record.openTo, sight)) return true;
    kept.set(`${reason.record.department} ${reason.record.id}`, reason.record);
    return false;
  });
  return { shown, withheld: byDepartment([...kept.values()].map(({ department }) => department)) };
}

/**
 * The text of evidence as somebody may read it; null: as it is kept. Its digest is that of the whole text, so it must not be
 * shown beside a part: a guess at what is missing could be tried against it.
 */
export function evidenceFor(evidence: Evidence, sight: Sight): ForCaller<string | null> {
  const hidden: { readonly department: string; readonly id: string }[] = [];
  const sections = evidence.sections.map((section) => ({
    ...section,
    creditRecords:
      section.creditRecords?.filter(({ id, openTo }) => {
        const open = isOpenTo(openTo, sight);
        if (!open) hidden.push({ department: section.department, id });
        return open;
      }) ?? null,
  }));
  if (hidden.length === 0) return { shown: null, withheld: [] };
  const measures = evidence.measures.map((measure) => unlinked(measure, hidden));
  const shown = canonicalJson({ ...evidence, sections, measures });
  return { shown, withheld: byDepartment(hidden.map(({ department }) => department)) };
}

/** A measure does not name the record that caused it where that one is not shown. */
function unlinked(
  measure: MeasureSeen,
  hidden: readonly { readonly department: string; readonly id: string }[],
): unknown {
  const { department, recordId } = measure.facts.sourceRecord;
  const isHidden = hidden.some((one) => one.department === department && one.id === recordId);
  return isHidden ? { ...measure, facts: { ...measure.facts, sourceRecord: { department, recordId: null } } } : measure;
}

function byDepartment(departments: readonly string[]): readonly WithheldRows[] {
  const counts = Map.groupBy(departments, (department) => department);
  return [...counts]
    .map(([department, rows]) => ({ department, rows: rows.length }))
    .toSorted((a, b) => (a.department < b.department ? -1 : 1));
}
