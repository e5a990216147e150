import { isWorkingDay } from '../../schema/working-days.ts';

/** A figure as a clerk would get it who goes through everything by hand. */
export interface Recounted {
  numerator: number;
  denominator: number;
  readonly ids: string[];
  readonly days: number[];
}

/** Slips of paper, one heap for each figure. */
export class Heaps {
  readonly figures = new Map<string, Recounted>();

  put(names: readonly string[], id: string, [numerator, denominator, days]: readonly [number, number, number?]): void {
    for (const name of names) {
      const heap = this.figures.get(name) ?? { numerator: 0, denominator: 0, ids: [], days: [] };
      heap.numerator += numerator;
      heap.denominator += denominator;
      heap.ids.push(id);
      if (days !== undefined) heap.days.push(days);
      this.figures.set(name, heap);
    }
  }
}

/** A figure counts for everybody, for its department, and for its group. */
export const names = (metric: string, department: string, group?: string): string[] => [
  metric,
  `${metric}:${department}`,
  ...(group === undefined ? [] : [`${metric}:${department}:${group}`]),
];

const dayMs = 86_400_000;
export const dayOf = (at: string | number): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Day by day on the wall calendar; the first is not counted. */
export function workingDays(from: string, to: string): number {
  let days = 0;
  for (let ms = Date.parse(from) + dayMs; ms <= Date.parse(to); ms += dayMs)
    if (isWorkingDay(new Date(ms).toISOString().slice(0, 10)).working) days += 1;
  return days;
}

export function medianOf(days: readonly number[]): number {
  const sorted = days.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

export interface Days {
  readonly from: string;
  readonly until: string;
}

export const within = ({ from, until }: Days, at: string | number): boolean => dayOf(at) >= from && dayOf(at) <= until;
