import type { GraphQLFormattedError } from 'graphql';
import type { Answer } from './backend.ts';

/** Reads what a subgraph sent. Throws when it is no GraphQL answer; faulty errors in it are mended, not trusted. */
export function readAnswer(status: number, text: string): Answer {
  const body = parseJson(status, text);
  if (!isRecord(body)) throw new Error(`answered ${status} with something that is not a GraphQL answer`);
  const { data, errors, extensions } = body;
  if (data !== undefined && data !== null && !isRecord(data))
    throw new Error(`answered ${status} with data that is no object`);
  if (data === undefined && !Array.isArray(errors)) throw new Error(`answered ${status} with neither data nor errors`);
  return {
    ...(data === undefined ? {} : { data }),
    ...(Array.isArray(errors) && errors.length > 0 ? { errors: errors.map(readError) } : {}),
    ...(isRecord(extensions) ? { extensions } : {}),
  };
}

function parseJson(status: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`answered ${status} with something that is not JSON`, { cause });
  }
}

function readError(error: unknown): GraphQLFormattedError {
  const { message, path, extensions } = isRecord(error) ? error : {};
  return {
    message: typeof message === 'string' ? message : 'unreadable error',
    ...(isPath(path) ? { path } : {}),
    ...(isRecord(extensions) ? { extensions } : {}),
  };
}

function isPath(path: unknown): path is (string | number)[] {
  return Array.isArray(path) && path.every((part) => typeof part === 'string' || Number.isInteger(part));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
