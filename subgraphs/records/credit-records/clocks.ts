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

/** Periods of a record's publication; what cannot be derived is null, and `unknown` says why. */
export interface PublicationClock {
  readonly edition: string | null;
  readonly verified: boolean | null;
  readonly publishableFrom: string | null;
  readonly repairableFrom: string | null;
  readonly endsBy: string | null;
  readonly running: boolean | null;
  readonly unknown: 'NO_DATE' | 'NOT_CLASSED' | 'NO_EDITION' | null;
}

const nothing = {
  edition: null,
  verified: null,
  publishableFrom: null,
  repairableFrom: null,
  endsBy: null,
  running: null,
};

type Published = Pick<RecordGiven, 'department' | 'documentOn' | 'id' | 'severity' | 'state'>;

/** By the edition in force on the document's day. Repaired and withdrawn records are published no longer. */
export function publicationOf(
  { department, documentOn, id, severity, state }: Published,
  { measures, repairRules, today }: Omit<Reckoning, 'lists'>,
): PublicationClock {
  if (documentOn === null || documentOn.length !== 10) return { ...nothing, unknown: 'NO_DATE' };
  const edition = editionOn(repairRules, documentOn);
  if (edition === null) return { ...nothing, unknown: 'NO_EDITION' };
  const by = { edition: edition.edition, verified: edition.verified };
  if (severity === null) return { ...nothing, ...by, unknown: 'NOT_CLASSED' };
  const days = publicationDays(edition, severity, documentOn);
  const withdrawn = state === 'REVOKED' || standingOf(department, id, measures).cleared !== null;
  const running = !withdrawn && days.endsBy !== null && today <= days.endsBy;
  return { ...by, ...days, running, unknown: null };
}
