import type { ServerResponse } from 'node:http';
import type { OpenFragments } from '../fragments/open-fragments.ts';
import type { Asked } from '../front/asked.ts';
import type { KnownCaller } from '../front/known-callers.ts';
import { asksAfresh } from '../plugins/use-request-id.ts';
import type { Answers } from './answers.ts';
import type { Flights } from './flights.ts';
import { give, type GivingParts } from './give.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { Leader } from './leader.ts';
import type { Question } from './question.ts';
import type { ReadOperation } from './read-operation.ts';
import type { Shadow } from './shadow.ts';

export interface FromKeptParts extends GivingParts {
  readonly answers: Answers;
  readonly fragments: OpenFragments | null;
  readonly flights: Flights;
  /** What is known of an operation, by its question's `documentId`. */
  readonly operations: { get(documentId: string): ReadOperation | undefined };
  readonly restrictedToo: boolean;
  /** Requests that are executed, for whoever sees their answers. */
  readonly leaders: WeakMap<ServerResponse, Leader>;
  readonly shadow: Shadow;
}

export type Execute = (asked: Asked) => Promise<void>;

/** Answers with what is kept; what is not, and may be, is executed for all who ask the same meanwhile. */
export async function answerFromKept(asked: Asked, execute: Execute, parts: FromKeptParts): Promise<void> {
  const { question, receiver } = asked;
  const { answers, flights, operations, restrictedToo } = parts;
  const { by, purpose, req, res } = receiver;
  const operation = operations.get(question.documentId);
  const lead = async (leader: Omit<Leader, 'question' | 'by'>) => {
    takeTheLead(res, { question, by, ...leader }, parts);
    await execute(asked);
  };
  // Nobody knows yet what it asks for: whoever executes it will.
  if (operation === undefined) return lead({ from: answers.start(), land: () => {} });
  if (!operation.mayBeKept || (!restrictedToo && seesRestricted(operation, by))) return execute(asked);
  const { byRights, whole } = by.keysFor(purpose);
  const key = `${question.id} ${operation.readsAsker ? whole : byRights}`;
  if (asksAfresh(req)) return lead({ from: answers.start(), land: () => {} });
  const near = answers.near(key) ?? fromFragments(asked, operation, byRights, parts);
  const usual = near ?? (await flights.of(key));
  if (usual !== undefined && usual !== null) {
    if (near === null) answers.figures.shared += 1;
    return await giveOr(usual, asked, execute, parts);
  }
  if (flights.of(key) !== undefined) return await answerFromKept(asked, execute, parts);
  const land = flights.begin(key);
  const { answer: far, from } = await answers.begin(key, tagsOf(operation, question));
  if (far === null) return lead({ from, land });
  land(far);
  await giveOr(far, asked, execute, parts);
}

/** Put together again each time: what it costs is looking its pieces up and copying them. */
function fromFragments(
  { question }: Asked,
  operation: ReadOperation,
  rights: string,
  { answers, fragments }: FromKeptParts,
): KeptAnswer | null {
  const made = operation.readsAsker ? null : (fragments?.answer(question, rights) ?? null);
  if (made === null) return null;
  answers.figures.putTogether += 1;
  return { ...made, tags: tagsOf(operation, question) };
}

async function giveOr(kept: KeptAnswer, asked: Asked, execute: Execute, parts: FromKeptParts): Promise<void> {
  if (!(await give(kept, asked.receiver, parts))) return execute(asked);
  parts.answers.figures.given += 1;
  parts.shadow(kept, asked);
}

/** Whatever becomes of the request, those who wait for it do not wait for ever. */
function takeTheLead(res: ServerResponse, leader: Leader, { leaders }: FromKeptParts): void {
  leaders.set(res, leader);
  res.on('close', () => leader.land(null));
}

export function tagsOf(operation: ReadOperation, { variables }: Question): string[] {
  return [...operation.codesOf(variables).map((code) => `organisation:${code}`), ...operation.tags];
}

export function seesRestricted({ restricted }: ReadOperation, { rights }: KnownCaller): boolean {
  return restricted.some((mark) => rights === null || mark.rights.some((right) => rights.rights.has(right)));
}
