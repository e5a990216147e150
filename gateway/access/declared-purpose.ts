import type { GraphQLRequest } from '@apollo/server';
import type { DeclaredPurpose } from '../../schema/access/purpose.ts';

/**
 * What a request declares as its purpose: in its headers, or in the extensions of its body, which stand where both are
 * given. A case in a header is UTF-8, percent-encoded, since headers have Latin letters only.
 */
export function declaredPurpose({ extensions, http }: GraphQLRequest): DeclaredPurpose {
  const inBody = (extensions ?? {}) as Readonly<Record<string, unknown>>;
  const own = (name: string) => (Object.hasOwn(inBody, name) ? inBody[name] : undefined);
  return {
    code: own('purpose') ?? http?.headers.get('x-purpose'),
    case: own('case') ?? decoded(http?.headers.get('x-case')),
  };
}

/** A header as it was before it was percent-encoded; one that is not, as it is. */
export function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
