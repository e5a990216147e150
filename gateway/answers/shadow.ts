import { randomUUID } from 'node:crypto';
import type { ApolloServer } from '@apollo/server';
import type { Logger } from 'pino';
import type { ClientRequest, Context } from '../client-request.ts';
import type { Answers } from './answers.ts';
import type { Asked } from '../front/asked.ts';
import type { KeptAnswer } from './kept-answer.ts';

/** Told of each answer that was given from what is kept. */
export type Shadow = (answer: KeptAnswer, asked: Asked) => void;

export interface ShadowParts {
  /** Of answers given: 0 to 1. */
  readonly share: number;
  readonly server: () => ApolloServer<Context>;
  readonly answers: Answers;
  readonly log: Logger;
  readonly random: () => number;
}

/** Of a section's origin: they move without anything having changed. */
const volatile: ReadonlySet<string> = new Set(['asOf', 'freshUntil', 'nextExpected']);
const mostTold = 20;
/** Comparing is no reason to be slow: one at a time. */
export function createShadow({ answers, log, random, server, share }: ShadowParts): Shadow {
  let busy = false;
  return (answer, asked) => {
    if (busy || share === 0 || random() >= share) return;
    busy = true;
    compare(answer, asked)
      .catch((error: unknown) => log.warn({ err: error }, 'a kept answer could not be compared'))
      .finally(() => {
        busy = false;
      });
  };

  /** Executes the request again, for nobody, and tells where the answer that was given differs; never its values. */
  async function compare(answer: KeptAnswer, { question, receiver: { by, purpose }, text }: Asked): Promise<void> {
    const { operationName, variables } = question;
    const { since } = answers.start();
    const request: ClientRequest = {
      requestId: `shadow:${randomUUID()}`,
      fresh: false,
      caller: by.caller,
      purpose,
      levels: by.levels,
      rights: [...(by.rights?.rights ?? [])],
      byGateway: true,
      gone: new AbortController().signal,
      planOnly: false,
      warnings: [],
      forNobody: true,
    };
    const asked = {
      query: text,
      variables,
      ...(operationName === null ? {} : { operationName }),
      ...(purpose === null ? {} : { extensions: { purpose: purpose.code, case: purpose.case } }),
    };
    const executed = await server().executeOperation(asked, { contextValue: { request } });
    // What has changed meanwhile differs rightly.
    if (executed.body.kind !== 'single' || !answers.holds(answer.tags, since)) return;
    const now: unknown = JSON.parse(JSON.stringify(executed.body.singleResult.data ?? null));
    const { data: then } = JSON.parse(answer.body.toString('utf8')) as { readonly data: unknown };
    const paths = differences(then, now, []).slice(0, mostTold);
    answers.figures.compared += 1;
    if (paths.length === 0) return;
    answers.figures.different += 1;
    log.warn({ operation: answer.operationName, document: answer.document, paths }, 'a kept answer differs');
  }
}

/** Paths at which two answers differ, but for what moves by itself. */
export function differences(a: unknown, b: unknown, path: readonly (string | number)[]): string[] {
  if (Object.is(a, b) || volatile.has(String(path.at(-1)))) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path.join('.')];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) =>
    differences((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name], [...path, name]),
  );
}
