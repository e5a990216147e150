import type { CreditCode } from '../../schema/credit-code.ts';
import type { Connector } from './connector.ts';
import type { Clock } from './protocol.ts';
import type { Fact } from './reading.ts';
import { nextExpected } from './timetable.ts';

export type SourceState = 'ANSWERED' | 'STALE' | 'UNAVAILABLE' | 'NOT_CONNECTED';

/** What one record set of a department answered about one organisation. */
export interface RecordSetAnswer {
  readonly recordSet: string;
  readonly state: Exclude<SourceState, 'NOT_CONNECTED'>;
  readonly asOfMs: number | null;
  /** Until then what is kept of it is given out without asking anew; null or absent: not a moment. */
  readonly freshUntilMs?: number | null;
  readonly facts: readonly Fact[];
  readonly rejectedRows: number;
  readonly unlinkedRows: number;
  readonly unlinkedAdverseRows: number;
  /** Why it is not ANSWERED. */
  readonly error: Error | null;
}

export interface SourceReport {
  readonly department: string;
  readonly state: SourceState;
  readonly asOf: string | null;
  readonly freshUntil: string | null;
  readonly nextExpected: string | null;
  /** Local day on which the source was closed for good. */
  readonly closedOn: string | null;
  readonly rejectedRows: number;
  readonly unlinkedRows: number;
  readonly unlinkedAdverseRows: number;
}

/** How a department answers: whole, or not at all. */
export interface Standing {
  readonly source: SourceReport;
  /** Facts by record set; null when the department did not answer or is not connected. */
  readonly facts: Readonly<Record<string, readonly Fact[]>> | null;
  /** Why the state is UNAVAILABLE or STALE. */
  readonly error: Error | null;
}

/** What it answers about one organisation. */
export interface Section extends Standing {
  readonly creditCode: CreditCode;
}

export interface Assembling {
  readonly department: string;
  readonly connector: Connector;
  readonly clock: Clock;
}

const silent = { rejectedRows: 0, unlinkedRows: 0, unlinkedAdverseRows: 0 };

export function notConnected(department: string, creditCode: CreditCode): Section {
  return {
    creditCode,
    facts: null,
    error: null,
    source: {
      department,
      state: 'NOT_CONNECTED',
      asOf: null,
      freshUntil: null,
      nextExpected: null,
      closedOn: null,
      ...silent,
    },
  };
}

/**
 * Puts a section together. A section of which a record set is missing is UNAVAILABLE as a whole: shown in part it
 * would look more complete, and cleaner, than it is. Its age is that of its oldest part.
 */
export function assembleSection(
  { department, connector, clock }: Assembling,
  answers: readonly RecordSetAnswer[],
): Standing {
  const missing = answers.find(({ state }) => state === 'UNAVAILABLE');
  const stale = answers.find(({ state }) => state === 'STALE');
  const error = missing?.error ?? stale?.error ?? null;
  const expected = expectedAfter(connector, error, clock);
  const { closedOn = null } = connector;
  if (missing !== undefined) {
    return {
      facts: null,
      error,
      source: {
        department,
        state: 'UNAVAILABLE',
        asOf: null,
        freshUntil: null,
        nextExpected: expected,
        closedOn,
        ...silent,
      },
    };
  }
  const total = (count: (answer: RecordSetAnswer) => number) => answers.reduce((sum, answer) => sum + count(answer), 0);
  const oldest = Math.min(...answers.map(({ asOfMs }) => asOfMs ?? Number.POSITIVE_INFINITY));
  return {
    error,
    facts: Object.fromEntries(answers.map(({ recordSet, facts }) => [recordSet, facts])),
    source: {
      department,
      state: stale === undefined ? 'ANSWERED' : 'STALE',
      asOf: Number.isFinite(oldest) ? new Date(oldest).toISOString() : null,
      freshUntil: stale === undefined ? earliestEnd(answers) : null,
      nextExpected: expected,
      closedOn,
      rejectedRows: total((answer) => answer.rejectedRows),
      unlinkedRows: total((answer) => answer.unlinkedRows),
      unlinkedAdverseRows: total((answer) => answer.unlinkedAdverseRows),
    },
  };
}

function earliestEnd(answers: readonly RecordSetAnswer[]): string | null {
  const ends = answers.map(({ freshUntilMs }) => freshUntilMs ?? null);
  return ends.length === 0 || ends.includes(null) ? null : new Date(Math.min(...(ends as number[]))).toISOString();
}

/** What the failure itself announces comes before the department's own timetable. */
function expectedAfter({ updates }: Connector, error: Error | null, clock: Clock): string | null {
  const facts = (error as { facts?: { nextExpected?: string; retryAt?: string } } | null)?.facts;
  const announced = facts?.nextExpected ?? facts?.retryAt;
  if (announced !== undefined) return announced;
  return updates === undefined ? null : new Date(nextExpected(updates, clock.now())).toISOString();
}
