import { addMonths } from '../../../schema/working-days.ts';
import type { Context } from '../context.ts';
import { refuse } from '../refusals.ts';
import { localDay } from '../rules/local-day.ts';
import { editionOn, publicationDays, type RecordClass, type RepairRules } from '../rules/repair-rules.ts';
import { isRunning, type Measure } from '../state/measure.ts';

/** Under which rule an application is admitted. */
export interface Admission {
  readonly edition: string;
  readonly recordClass: RecordClass;
  readonly repairableFrom: string;
}

/** @throws MeasureRefused REPAIR_… when the measure cannot be repaired, or not yet */
export function requireRepairable(measure: Measure, today: string, context: Context): Admission {
  if (!isRunning(measure)) return refuse('MEASURE_NOT_RUNNING');
  const { item, sourceRecord, repairs } = measure.facts;
  const { recordClass } = sourceRecord;
  if (!item.repairable || recordClass === null) return refuse('REPAIR_NOT_POSSIBLE');
  if (repairs.some(({ status }) => status === 'SUBMITTED' || status === 'ACCEPTED')) refuse('REPAIR_PENDING');
  const { repairBarredUntil } = context;
  if (repairBarredUntil !== null && today <= repairBarredUntil)
    refuse('REPAIR_BARRED', { barredUntil: repairBarredUntil });
  const admission = admissionOf(measure, recordClass, { rules: context.repairRules, today });
  if (today < admission.repairableFrom) refuse('REPAIR_TOO_EARLY', { repairableFrom: admission.repairableFrom });
  return admission;
}

/** Decided by the edition in force on the day of the application; a list may have an earliest exit of its own. */
function admissionOf(
  { facts }: Measure,
  recordClass: RecordClass,
  { rules, today }: { readonly rules: RepairRules; readonly today: string },
): Admission {
  const edition = editionOn(rules, today);
  if (edition === null) return refuse('REPAIR_RULE_UNKNOWN');
  const { decidedOn } = facts.determination;
  const general = publicationDays(edition, recordClass, decidedOn).repairableFrom;
  const exit = rules.lists.find(({ list }) => list === facts.sourceRecord.list);
  if (exit?.exit === 'OWNER') return refuse('REPAIR_BY_LIST_OWNER', { source: exit.source });
  const own = exit?.earliestMonths ?? null;
  const repairableFrom = own === null ? general : addMonths(decidedOn, own);
  return { edition: edition.edition, recordClass, repairableFrom };
}

/** Last day of the bar by the edition under which the application was made; null where it names none. */
export function barAfterFalseMaterial(edition: string, at: string, { repairRules }: Context): string | null {
  const months = repairRules.editions.find((one) => one.edition === edition)?.falseMaterialBarMonths ?? null;
  return months === null ? null : addMonths(localDay(at), months);
}
