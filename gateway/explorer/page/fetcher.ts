import type { Fetcher, FetcherParams } from '@graphiql/toolkit';

/** Sends a query to the gateway. A failure becomes an answer with errors: GraphiQL would show a stack. */
export function createFetcher(endpoint: string): Fetcher {
  return async (request, options) => {
    let answer: Response;
    try {
      answer = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          'apollo-require-preflight': 'true',
          ...options?.headers,
        },
        body: JSON.stringify({ ...request, operationName: currentName(request) }),
      });
    } catch {
      return failure(`连接不上网关 ${endpoint},请检查网络,或稍后再试`);
    }
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      return failure(`网关 ${endpoint} 的答复不是 JSON(HTTP ${answer.status})`);
    }
  };
}

/** GraphiQL notices a moment after a change of tab how the operation is called; the gateway would refuse an old name. */
function currentName({ query, operationName }: FetcherParams): string | null {
  return operationName && query.includes(` ${operationName}`) ? operationName : null;
}

function failure(message: string) {
  return { data: null, errors: [{ message }] };
}
