import type { ApolloGateway } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { InternalError, RequestUnreadable, ServiceAnswerInvalid } from '../schema/errors.ts';
import { toGraphQLError } from './to-graphql-error.ts';

type Executor = ApolloGateway['executor'];
type Result = Awaited<ReturnType<Executor>>;

/**
 * What @apollo/gateway says in ways of its own becomes an error of the catalogue: an operation that it cannot plan
 * would be a server fault, values that it nulled would stand in an extension, and an answer that it could not put
 * together would be blamed on the client.
 */
export function carefully(executor: Executor): Executor {
  return async (context) => {
    try {
      return told(await executor(context));
    } catch (error) {
      return { errors: [toGraphQLError(refusalOf(error))] };
    }
  };
}

function told(result: Result): Result {
  const { extensions, ...rest } = result;
  const { valueCompletion, ...others } = extensions ?? {};
  if (Array.isArray(valueCompletion)) {
    const errors = valueCompletion.map((error: GraphQLError) =>
      toGraphQLError(new ServiceAnswerInvalid(error), error.path),
    );
    return { ...rest, errors, extensions: others };
  }
  const failure = result.data === undefined ? result.errors?.find(isOurFault) : undefined;
  return failure === undefined ? result : { errors: [toGraphQLError(new InternalError(failure.originalError))] };
}

function isOurFault({ originalError }: GraphQLError): boolean {
  return originalError !== undefined && !(originalError instanceof GraphQLError);
}

function refusalOf(error: unknown) {
  if (!(error instanceof GraphQLError)) return new InternalError(error);
  return new RequestUnreadable(
    'The operation cannot be planned against this schema.',
    'Ask for what the schema offers.',
  );
}
