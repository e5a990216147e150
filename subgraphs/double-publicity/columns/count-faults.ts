import type { Fault } from './check-cells.ts';

/** How many records a column keeps back, and why. */
export interface FaultCount extends Fault {
  readonly department: string;
  readonly count: number;
}

interface Faulty {
  readonly department: string;
  readonly faults: readonly Fault[];
}

/** By department, column and fault, the most frequent of a department first. A record can be kept back by several. */
export function countFaults(records: Iterable<Faulty>): readonly FaultCount[] {
  const counts = new Map<string, FaultCount>();
  for (const { department, faults } of records)
    for (const { column, fault } of faults) {
      const key = `${department} ${column} ${fault}`;
      counts.set(key, { department, column, fault, count: (counts.get(key)?.count ?? 0) + 1 });
    }
  return [...counts.values()].sort(
    (a, b) => compare(a.department, b.department) || b.count - a.count || compare(a.column, b.column),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
