import { Input } from '../decisions/input.ts';

/**
 * No text with signs that cannot be printed or are half of one: the database does not keep them.
 * @throws MeasureRefused COMMAND_INVALID
 */
export function requireReadable(given: Readonly<Record<string, unknown>>): void {
  const input = new Input();
  for (const [name, value] of Object.entries(given)) look(value, name, input);
  input.settle();
}

function look(value: unknown, place: string, input: Input): void {
  if (typeof value === 'string') {
    if (/(?![\t\n\r])\p{Cc}/u.test(value) || !value.isWellFormed()) input.fault(place, 'holds unprintable characters');
  } else if (Array.isArray(value)) value.forEach((one, at) => look(one, `${place}[${at}]`, input));
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) look(one, `${place}.${name}`, input);
}

/** The text of a day; what is no text is no day either, and is told so with the other faults. */
export function dayText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function dayTextOrNull(value: unknown): string | null {
  return value == null ? null : dayText(value);
}
