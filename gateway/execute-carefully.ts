import type { ApolloGateway } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import type { Context } from './client-request.ts';
import { InternalError, RequestUnreadable, ServiceAnswerInvalid } from '../schema/errors.ts';
import { toGraphQLError } from './to-graphql-error.ts';

export type Executor = ApolloGateway['executor'];
type Result = Awaited<ReturnType<Executor>>;

/**
 * What @apollo/gateway says in ways of its own becomes an error of the catalogue: an operation that it cannot plan
 * would be a server fault, values that it nulled would stand in an extension, and an answer that it could not put
 * together would be blamed on the client.
 */
export function carefully(executor: Executor): Executor {
  return async (context) => {
    try {
      const result = await executor(context);
      // Nobody was asked, so there is nothing to say about what is missing.
      return (context.context as Context).request.planOnly ? { ...result, extensions: {} } : told(result);
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
    return { ...rest, errors, ...(Object.keys(others).length === 0 ? {} : { extensions: others }) };
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
