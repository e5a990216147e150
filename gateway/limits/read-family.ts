export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting and its exceptions: RATE_LIMIT for all, RATE_LIMIT_CLERK for one. */
export interface Family<T> {
  readonly usual: T;
  /** By the name as it is written elsewhere: `clerk`, `state-tax`. */
  readonly of: ReadonlyMap<string, T>;
}

export interface Reading<T> {
  /** Throws with what is wrong about the text. */
  readonly parse: (text: string) => T;
  readonly usual: T;
  /** Names that there are; null: they are compared elsewhere. */
  readonly names: readonly string[] | null;
  readonly faults: string[];
}

export function readFamily<T>(environment: Environment, setting: string, reading: Reading<T>): Family<T> {
  const { faults, names, parse } = reading;
  let { usual } = reading;
  const of = new Map<string, T>();
  for (const [name, text] of Object.entries(environment)) {
    if (text === undefined || text === '' || (name !== setting && !name.startsWith(`${setting}_`))) continue;
    try {
      const value = parse(text.trim());
      if (name === setting) usual = value;
      else of.set(exceptionOf(name, setting, names), value);
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
    }
  }
  return { usual, of };
}

/** The inverse of how settings write names: STATE_TAX is state-tax. */
function exceptionOf(name: string, setting: string, names: readonly string[] | null): string {
  const exception = name
    .slice(setting.length + 1)
    .toLowerCase()
    .replaceAll('_', '-');
  if (names !== null && !names.includes(exception)) throw new Error(`there is none but for ${names.join(', ')}`);
  return exception;
}

export function valueOf<T>({ of, usual }: Family<T>, name: string): T {
  return of.has(name) ? of.get(name)! : usual; // null is a value.
}

/** A whole number of at least 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count))
    throw new Error(`"${text}" is no whole number of at least 1`);
  return count;
}
