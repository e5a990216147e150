/** What one benchmark has measured: figures to read, and ratios within this run, which travel between machines. */
export interface Measured {
  readonly title: string;
  /** Dotted names to numbers; more is better unless the name says otherwise. */
  readonly ratios: Readonly<Record<string, number>>;
  readonly figures: readonly Figure[];
  /** What is better read side by side. */
  readonly tables?: readonly Table[];
  /** What is drawn: names, and in the second column how many times. */
  readonly chart?: Table;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

export interface BenchParts {
  /** Smaller numbers, so that the whole run stays within five minutes. */
  readonly quick: boolean;
  /** A PostgreSQL server; null: only the embedded database is measured. */
  readonly postgresUrl: string | null;
  /** A Redis server; null: what needs one is left out. */
  readonly redisUrl: string | null;
  readonly say: (line: string) => void;
}

export type Suite = (parts: BenchParts) => Promise<Measured>;

/** The middle of an odd number of values, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Milliseconds that some work takes on this machine's steady clock. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
