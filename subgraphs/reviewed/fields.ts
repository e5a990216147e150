import { dayNumber } from '../../schema/local-date.ts';

/** One JSON object being read. A wrong value is noted with its place, a stand-in is returned, and reading goes on. */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #place: string;
  readonly #faults: string[];
  readonly #seen = new Set<string>();

  constructor(value: unknown, place: string, faults: string[]) {
    this.#place = place;
    this.#faults = faults;
    this.#values = isObject(value) ? value : {};
    if (!isObject(value)) this.fault('is not an object');
  }

  fault(what: string): void {
    this.#faults.push(`${this.#place} ${what}`);
  }

  text(name: string): string {
    const value = this.#take(name);
    if (typeof value === 'string' && value.trim() === value && value !== '') return value;
    this.fault(`${name} is not a text`);
    return '';
  }

  textOrNull(name: string): string | null {
    return this.#take(name) === null ? null : this.text(name);
  }

  oneOf<const Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
    const value = this.#take(name);
    const found = words.find((word) => word === value);
    if (found === undefined) this.fault(`${name} is none of ${words.join(', ')}`);
    return found ?? words[0];
  }

  whole(name: string, most: number): number {
    const value = this.#take(name);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
    this.fault(`${name} is not a whole number from 0 to ${most}`);
    return 0;
  }

  wholeOrNull(name: string, most: number): number | null {
    return this.#take(name) === null ? null : this.whole(name, most);
  }

  flag(name: string): boolean {
    const value = this.#take(name);
    if (typeof value !== 'boolean') this.fault(`${name} is neither true nor false`);
    return value === true;
  }

  dayOrNull(name: string): string | null {
    return this.#take(name) === null ? null : this.day(name);
  }

  day(name: string): string {
    const value = this.#take(name);
    if (typeof value === 'string' && isDay(value)) return value;
    this.fault(`${name} is not a day written YYYY-MM-DD`);
    return '0001-01-01';
  }

  texts(name: string): readonly string[] {
    const values = this.#array(name);
    const texts = values.filter((value) => typeof value === 'string' && value !== '').map(String);
    if (texts.length !== values.length) this.fault(`${name} holds something that is not a text`);
    if (new Set(texts).size !== texts.length) this.fault(`${name} names something twice`);
    return texts;
  }

  list<Entry>(name: string, read: (fields: Fields) => Entry): readonly Entry[] {
    return this.#array(name).map((value, at) => this.#inside(value, `${name}[${at}]`, read));
  }

  object<Entry>(name: string, read: (fields: Fields) => Entry): Entry {
    return this.#inside(this.#take(name), name, read);
  }

  objectOrNull<Entry>(name: string, read: (fields: Fields) => Entry): Entry | null {
    return this.#take(name) === null ? null : this.object(name, read);
  }

  /** What was never asked for is a slip of the pen: it would be silently without effect. */
  nothingElse(): void {
    for (const name of Object.keys(this.#values)) if (!this.#seen.has(name)) this.fault(`has an unknown ${name}`);
  }

  #inside<Entry>(value: unknown, where: string, read: (fields: Fields) => Entry): Entry {
    const fields = new Fields(value, `${this.#place} ${where}`, this.#faults);
    const entry = read(fields);
    fields.nothingElse();
    return entry;
  }

  #array(name: string): readonly unknown[] {
    const value = this.#take(name);
    if (Array.isArray(value)) return value;
    this.fault(`${name} is not a list`);
    return [];
  }

  #take(name: string): unknown {
    this.#seen.add(name);
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDay(on: string): boolean {
  try {
    dayNumber(on);
    return true;
  } catch {
    return false;
  }
}
