import { standingOf, type MeasureSeen } from '../../eligibility/verdict/measure-seen.ts';
import { editionOn, publicationDays, type RepairRules } from '../../measures/rules/repair-rules.ts';
import type { CreditLists } from '../lists/credit-list.ts';
import { entryOf } from '../lists/entries.ts';
import type { RecordGiven } from '../sections.ts';

export interface Reckoning {
  readonly measures: readonly MeasureSeen[];
  readonly repairRules: RepairRules;
  readonly lists: CreditLists;
  readonly today: string;
}

/** The clocks of a record: each begins and ends on its own, and none of them is the expiry of the record. */
export function clocksOf(record: RecordGiven, reckoning: Reckoning) {
  const { lists, measures, today } = reckoning;
  const own = measures.filter(
    ({ facts: { sourceRecord } }) =>
      sourceRecord.department === record.department && sourceRecord.recordId === record.id,
  );
  return {
    decidedOn: record.documentOn,
    publication: record.effect === 'ADVERSE' ? publicationOf(record, reckoning) : null,
    measures: own.map(({ facts: { item, measureId, term }, status }) => ({
      measureId,
      itemCode: item.code,
      title: item.title,
      status,
      startsOn: term.startsOn,
      endsOn: term.endsOn,
    })),
    list: entryOf(record, lists, today)?.term ?? null,
  };
}

/** By the edition in force on the document's day. Repaired and withdrawn records are published no longer. */
function publicationOf(record: RecordGiven, { measures, repairRules, today }: Reckoning) {
  const { department, documentOn, id, severity, state } = record;
  if (documentOn === null || documentOn.length !== 10) return { unknown: 'NO_DATE' };
  const edition = editionOn(repairRules, documentOn);
  if (edition === null) return { unknown: 'NO_EDITION' };
  const by = { edition: edition.edition, verified: edition.verified };
  if (severity === null) return { ...by, unknown: 'NOT_CLASSED' };
  const days = publicationDays(edition, severity, documentOn);
  const withdrawn = state === 'REVOKED' || standingOf(department, id, measures).cleared !== null;
  const running = !withdrawn && days.endsBy !== null && today <= days.endsBy;
  return { ...by, ...days, running, unknown: null };
}
