/** A name and its value, as a client reads it; a value that is not there is null. */
export interface NamedValue {
  readonly name: string;
  readonly value: string | null;
}

/** Facts and details in one flat list; nested ones are named as in a program: `orders[0].orderId`. */
export function namedValues(facts: Readonly<Record<string, unknown>>): readonly NamedValue[] {
  return Object.entries(facts).flatMap(([name, value]) => valuesOf(name, value));
}

function valuesOf(name: string, value: unknown): readonly NamedValue[] {
  if (value === null || value === undefined) return [{ name, value: null }];
  if (Array.isArray(value)) return value.flatMap((one, at) => valuesOf(`${name}[${at}]`, one));
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([inner, one]) => valuesOf(`${name}.${inner}`, one));
  }
  return [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
}
