import { dayNumber } from '../../../schema/local-date.ts';
import { workingDaysAfter, type WorkingCalendar } from '../../../schema/working-days.ts';
import { standingOf, type MeasureSeen } from '../../eligibility/verdict/measure-seen.ts';
import type { RepairRules } from '../../measures/rules/repair-rules.ts';
import { publicationOf, type PublicationClock } from '../../records/credit-records/clocks.ts';
import type { RecordGiven } from '../../records/sections.ts';
import { endingOf, type Ending } from './ending.ts';
import { partOf, type PublishedPart } from './published-part.ts';

/** 发改办财金〔2018〕424号: within seven working days of the decision. */
const publishWithin = 7;

/** Of a record, what its publication hangs on. */
export type DutyRecord = Pick<
  RecordGiven,
  'id' | 'department' | 'recordKind' | 'effect' | 'severity' | 'documentOn' | 'validUntil' | 'state'
>;

/** What was handed to the city platform about a record, and what it said. */
export interface Sent {
  readonly packageId: string;
  readonly state: 'SENT' | 'ACCEPTED' | 'REJECTED';
  readonly reason: string | null;
  /** Day of the acceptance or rejection. */
  readonly answeredOn: string | null;
}

/** The newest publication of a record, and the withdrawal that followed it. */
export interface Told {
  readonly publication: Sent | null;
  readonly withdrawal: Sent | null;
  /** Day of the first acceptance; what was sent again later changes nothing about it. */
  readonly publishedOn: string | null;
}

export const untold: Told = { publication: null, withdrawal: null, publishedOn: null };

export type DutyState =
  | 'TO_PUBLISH'
  | 'SENT'
  | 'REJECTED'
  | 'PUBLISHED'
  | 'TO_WITHDRAW'
  | 'WITHDRAWN'
  | 'OVER'
  | 'NOT_REQUIRED'
  | 'BEFORE_START'
  | 'UNKNOWN';

export interface Duty {
  readonly part: PublishedPart;
  readonly state: DutyState;
  readonly decidedOn: string | null;
  /** Last day of the seven working days; null: the day of the decision is not known. */
  readonly publishBy: string | null;
  /** The holidays of a year that it reaches into are not announced yet. */
  readonly provisional: boolean;
  readonly publishedOn: string | null;
  /** Calendar days after `publishBy` until it was published, or until today; null: nothing has to be published. */
  readonly daysLate: number | null;
  /** Periods by the edition valid on the day of the decision; null: of licences, which have none. */
  readonly periods: PublicationClock | null;
  readonly ending: Ending | null;
  readonly told: Told;
}

export interface Judging {
  readonly today: string;
  readonly repairRules: RepairRules;
  readonly measures: readonly MeasureSeen[];
  readonly calendar?: WorkingCalendar | undefined;
  /** First day of which decisions are reported through this gateway; null: of all. */
  readonly since: string | null;
}

/** What is owed to the public about a record; null: it is of a kind that is not published this way. */
export function dutyOf(record: DutyRecord, told: Told, judging: Judging): Duty | null {
  const part = partOf(record.recordKind);
  if (part === null) return null;
  const { calendar, measures, repairRules, today } = judging;
  const decidedOn = record.documentOn;
  const by = decidedOn?.length === 10 ? workingDaysAfter(decidedOn, publishWithin, calendar) : null;
  const periods = record.effect === 'ADVERSE' ? publicationOf(record, { measures, repairRules, today }) : null;
  const { cleared } = standingOf(record.department, record.id, measures);
  const ending = endingOf(record, { today, calendar, cleared, endsBy: periods?.endsBy ?? null });
  const state = stateOf({ record, told, ending, periods, judging });
  const { publishedOn } = told;
  const owed = by !== null && lateStates.includes(state);
  return {
    part,
    state,
    decidedOn,
    publishBy: by?.on ?? null,
    provisional: by?.provisional ?? false,
    publishedOn,
    daysLate: owed ? Math.max(0, dayNumber(publishedOn ?? today) - dayNumber(by.on)) : null,
    periods,
    ending,
    told,
  };
}

const lateStates: readonly DutyState[] = ['TO_PUBLISH', 'SENT', 'REJECTED', 'PUBLISHED'];

interface Weighing {
  readonly record: DutyRecord;
  readonly told: Told;
  readonly ending: Ending | null;
  readonly periods: PublicationClock | null;
  readonly judging: Judging;
}

function stateOf({ ending, judging, periods, record, told }: Weighing): DutyState {
  const { publication, publishedOn, withdrawal } = told;
  const isOut = publication !== null && (publication.state !== 'REJECTED' || publishedOn !== null);
  if (isOut && ending !== null) return withdrawal?.state === 'ACCEPTED' ? 'WITHDRAWN' : 'TO_WITHDRAW';
  // Withdrawn, and in force again after all.
  if (isOut && withdrawal !== null && withdrawal.state !== 'REJECTED') return 'TO_PUBLISH';
  if (publication !== null && publication.state !== 'REJECTED')
    return publication.state === 'ACCEPTED' ? 'PUBLISHED' : 'SENT';
  if (record.documentOn?.length !== 10) return 'UNKNOWN';
  if (judging.since !== null && record.documentOn < judging.since) return 'BEFORE_START';
  if (ending !== null) return 'OVER';
  // In principle minor cases are not published (order 36), and earlier editions know no period for them.
  if (record.effect === 'ADVERSE' && record.severity === 'MINOR') return 'NOT_REQUIRED';
  if (periods !== null && periods.unknown !== null) return 'UNKNOWN';
  return publication === null ? 'TO_PUBLISH' : 'REJECTED';
}
