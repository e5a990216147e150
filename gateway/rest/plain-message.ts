import type { LoadedRoute } from './load-routes.ts';

const missing = /^Variable "\$(\w+)" of (?:required|non-null) type ".*" (?:was not provided|must not be null)\.$/s;
const missingWithin = /; Field "(\w+)" of required type ".*" was not provided\.$/s;
const wrong = /^Variable "\$(\w+)" got invalid value (.*?)(?: at "([\w.[\]]+)")?; (.*)$/s;

/**
 * What graphql-js (16) says of a variable, in the words of this interface, whose callers know parameters and fields.
 * null: it is not about a variable.
 */
export function plainMessage(message: string, route: LoadedRoute): string | null {
  const what = route.method === 'GET' ? 'parameter' : 'field';
  const lacks =
    missing.exec(message)?.[1] ?? (message.startsWith('Variable ') ? missingWithin.exec(message)?.[1] : null);
  if (lacks != null) return `The ${what} "${lacks}" is missing.`;
  const found = wrong.exec(message);
  if (found === null) return null;
  const [, variable, value, place = variable, reason] = found;
  const name = nameOf(place!, route);
  if (/^Expected non-nullable type ".*" not to be null\.$/s.test(reason!)) return `The ${what} "${name}" is missing.`;
  return `The ${what} "${name}" has a value that it cannot have: ${value}. ${reason}`;
}

/** `input.matter` is what callers know as `matter`. */
function nameOf(place: string, { inputs }: LoadedRoute): string {
  const holder = inputs.find(({ within }) => within !== null && place.startsWith(`${within}.`))?.within;
  return holder == null ? place : place.slice(holder.length + 1);
}
