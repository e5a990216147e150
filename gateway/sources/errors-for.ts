import { GraphQLError, type GraphQLFormattedError } from 'graphql';

type Told = GraphQLError | GraphQLFormattedError;

/**
 * The errors of an answer about many that concern one who asked about those at these places, at his own places. An
 * error that names none of them concerns everybody.
 */
export function errorsFor(errors: readonly Told[], places: readonly number[]): Told[] {
  return errors.flatMap((error) => {
    const [field, index, ...rest] = error.path ?? [];
    if (typeof index !== 'number') return [error];
    return places.flatMap((place, own) => (place === index ? [movedTo(error, [field!, own, ...rest])] : []));
  });
}

export function movedTo(error: Told, path: readonly (string | number)[]): Told {
  if (!(error instanceof GraphQLError)) return { ...error, path };
  const { extensions, message, nodes, originalError } = error;
  return new GraphQLError(message, { nodes: nodes ?? null, originalError: originalError ?? null, path, extensions });
}
