import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import type { DemoTokens } from './demo-tokens.ts';
import type { Purposes } from './purposes.ts';

/**
 * Sends a query to the gateway, with the token of the role and the purpose that were picked unless the reader writes
 * others. A failure becomes an answer with errors: GraphiQL would show a stack.
 */
export function createFetcher(endpoint: string, tokens: DemoTokens | null, purposes: Purposes | null): Fetcher {
  return async (request, options) => {
    const own: Record<string, string> = purposes?.headers() ?? {};
    try {
      const token = (await tokens?.token()) ?? null;
      if (token !== null) own['authorization'] = `Bearer ${token}`;
    } catch (error) {
      return failure((error as Error).message);
    }
    let answer: Response;
    try {
      answer = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
          'apollo-require-preflight': 'true',
          ...withoutOverruled(own, options?.headers),
          ...options?.headers,
        },
        body: JSON.stringify({ ...request, operationName: currentName(request) }),
      });
    } catch {
      return failure(`连接不上网关 ${endpoint},请检查网络,或稍后再试`);
    }
    if (answer.status === 401) tokens?.forget();
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      return failure(`网关 ${endpoint} 的答复不是 JSON(HTTP ${answer.status})`);
    }
  };
}

/** The names of headers may be written in either case; two of one name would be sent as one value. */
function withoutOverruled(own: Record<string, string>, written: Record<string, string> = {}): Record<string, string> {
  const names = new Set(Object.keys(written).map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(own).filter(([name]) => !names.has(name)));
}

/** GraphiQL notices a moment after a change of tab how the operation is called; the gateway would refuse an old name. */
function currentName({ query, operationName }: FetcherParams): string | null {
  return operationName && query.includes(` ${operationName}`) ? operationName : null;
}

function failure(message: string) {
  return { data: null, errors: [{ message }] };
}
