import type { Due } from '../rules/deadlines.ts';

/** Who is told of a missed deadline: the coordinating department, later the supervising office (督查室). */
export type EscalationLevel = 'COORDINATOR' | 'SUPERVISING_OFFICE';

/** Something that somebody has to do by a day. */
export interface Matter {
  /** Unique in the measure: the id of what it is about, a colon, and the step that is due. */
  readonly key: string;
  readonly step: 'ACKNOWLEDGE' | 'REPORT' | 'ACCEPT' | 'ANSWER' | 'DECIDE' | 'TELL' | 'CONCLUDE' | 'RESTORE';
  /** Id of the order, objection, repair or consultation; for RESTORE the measure's. */
  readonly about: string;
  /** Folder of the department; null: the coordinator. */
  readonly responsible: string | null;
  readonly due: Due;
}

/** That a missed deadline was passed up; once a matter and level. */
export interface Escalation {
  readonly key: string;
  readonly to: EscalationLevel;
  readonly on: string;
}
