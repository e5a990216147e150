import { getOperationAST } from 'graphql';
import { RequestUnreadable } from '../../schema/errors.ts';
import { toGraphQLError } from '../to-graphql-error.ts';
import type { Behaviour } from '../behaviour.ts';

/** A document of several operations must say which one is meant; the query planner would fail on it. */
export function useOperationName(): Behaviour {
  return {
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation({ document, request }) {
            if (getOperationAST(document, request.operationName) != null) return;
            throw toGraphQLError(
              new RequestUnreadable(
                'operationName names no operation of the document.',
                'Name one of its operations, or send one only.',
              ),
            );
          },
        };
      },
    },
  };
}
