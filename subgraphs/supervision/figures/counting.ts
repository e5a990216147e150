import type { Reckoning } from '../../measures/rules/deadlines.ts';
import type { Period } from '../period.ts';
import type { Tables } from '../tables.ts';
import type { CountWorkingDays } from '../working-days-between.ts';

/** With what things are counted. */
export interface Counting {
  readonly period: Period;
  readonly count: CountWorkingDays;
  /** With what deadlines that were provisional are reckoned again. */
  readonly reckoning: Reckoning;
  readonly tables: Tables;
}
