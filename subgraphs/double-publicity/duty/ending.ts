import { workingDaysAfter, type WorkingCalendar } from '../../../schema/working-days.ts';
import type { Standing } from '../../eligibility/verdict/measure-seen.ts';
import type { DutyRecord } from './duty.ts';

/** Penalty Law s. 48: a publication whose decision falls is withdrawn within three days, in working days (s. 85). */
const withdrawWithin = 3;

/**
 * Why a record is no longer published. REVOKED: its decision is void, the publication is withdrawn in time and that is
 * said publicly. REPAIRED: it stops at once, and nothing is published in its place. EXPIRED: its longest period is over.
 * ENDED: the licence or entry itself is over.
 */
export interface Ending {
  readonly kind: 'REVOKED' | 'REPAIRED' | 'EXPIRED' | 'ENDED';
  /** Null: the source does not say when. */
  readonly on: string | null;
  /** By when it has to be withdrawn; null: at once. */
  readonly withdrawBy: string | null;
  readonly provisional: boolean;
  /** The withdrawal itself has to be explained publicly. */
  readonly explained: boolean;
}

export interface EndingParts {
  readonly today: string;
  readonly calendar?: WorkingCalendar | undefined;
  readonly cleared: Standing['cleared'];
  /** Last day of the longest period of publication. */
  readonly endsBy: string | null;
}

/** Null: it goes on. */
export function endingOf(record: DutyRecord, { calendar, cleared, endsBy, today }: EndingParts): Ending | null {
  const { state, validUntil } = record;
  if (state === 'REVOKED' || cleared === 'WITHDRAWN') {
    const on = state === 'REVOKED' ? wholeDay(validUntil) : null;
    const by = on === null ? null : workingDaysAfter(on, withdrawWithin, calendar);
    return { kind: 'REVOKED', on, withdrawBy: by?.on ?? null, provisional: by?.provisional ?? false, explained: true };
  }
  const plain = { withdrawBy: null, provisional: false, explained: false };
  if (cleared === 'REPAIRED') return { kind: 'REPAIRED', on: null, ...plain };
  if (endsBy !== null && endsBy < today) return { kind: 'EXPIRED', on: endsBy, ...plain };
  // A penalty that was carried out stays published for its time.
  const over = state === 'ENDED' || (validUntil !== null && validUntil < today.slice(0, validUntil.length));
  return over && record.recordKind !== 'PENALTY' ? { kind: 'ENDED', on: wholeDay(validUntil), ...plain } : null;
}

function wholeDay(date: string | null): string | null {
  return date !== null && date.length === 10 ? date : null;
}
