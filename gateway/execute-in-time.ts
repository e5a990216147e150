import type { ApolloGateway } from '@apollo/gateway';
import type { Context } from './client-request.ts';
import { RequestTimedOut } from '../schema/limit-errors.ts';
import { toGraphQLError } from './to-graphql-error.ts';

type Executor = ApolloGateway['executor'];
type Result = Awaited<ReturnType<Executor>>;

/** Answers for an executor that has not ended when its request's time is over; what it still brings is nobody's. */
export function inTime(executor: Executor): Executor {
  return async (context) => {
    const { gone } = (context.context as Context).request;
    const late = Promise.withResolvers<Result>();
    const giveUp = () => {
      if (gone.reason instanceof RequestTimedOut) late.resolve({ errors: [toGraphQLError(gone.reason)] });
    };
    if (gone.aborted) giveUp();
    gone.addEventListener('abort', giveUp, { once: true });
    try {
      return await Promise.race([late.promise, executor(context)]);
    } finally {
      gone.removeEventListener('abort', giveUp);
    }
  };
}
