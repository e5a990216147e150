import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { readPurpose, type Purpose } from '../../schema/access/purpose.ts';
import { decoded } from '../access/declared-purpose.ts';
import type { Access } from '../access/access.ts';
import type { OpenFragments } from '../fragments/open-fragments.ts';
import type { Identity } from '../identity/identity.ts';
import { largestBody } from '../plugins/use-json-body.ts';
import { asksAfresh } from '../plugins/use-request-id.ts';
import { leaveBody, receiveBody } from '../received-body.ts';
import type { Answers } from './answers.ts';
import type { Flights } from './flights.ts';
import { give, type GivingParts, type Receiver } from './give.ts';
import type { KeptAnswer } from './kept-answer.ts';
import type { KnownCaller } from './known-callers.ts';
import type { Leader } from './leader.ts';
import { readQuestion, type Question } from './question.ts';
import type { ReadOperation } from './read-operation.ts';
import type { Shadow } from './shadow.ts';
import { createWhoAsks } from './who-asks.ts';

export interface FrontParts extends GivingParts {
  readonly answers: Answers;
  readonly fragments: OpenFragments | null;
  readonly flights: Flights;
  readonly identity: Identity;
  readonly access: Access | null;
  /** Digest of the supergraph. */
  readonly supergraph: string;
  /** What is known of an operation, by its question's `documentId`. */
  readonly operations: { get(documentId: string): ReadOperation | undefined };
  readonly restrictedToo: boolean;
  /** Requests that are executed, for whoever sees their answers. */
  readonly leaders: WeakMap<ServerResponse, Leader>;
  readonly shadow: Shadow;
}

/** Of what bodies ask; they are known by their bytes. */
const questionBytes = 32 * 2 ** 20;

/**
 * Stands before the application: answers what may be answered from what is kept, and passes on everything else as it
 * came. It refuses nobody; whoever is to be refused is passed on, too.
 */
export function createFront(app: RequestListener, parts: FrontParts): RequestListener {
  const whoAsks = createWhoAsks(parts);
  const read = createQuestionReader(parts.supergraph);

  async function take(req: IncomingMessage, res: ServerResponse, known: KnownCaller | Promise<KnownCaller | null>) {
    const startedAt = performance.now();
    const by = known instanceof Promise ? await known : known;
    if (by === null) return app(req, res);
    const body = await receiveBody(req);
    if (body === null) return undefined;
    const passOn = () => {
      leaveBody(req, body);
      app(req, res);
    };
    try {
      const question = read(body);
      const purpose = question === null ? undefined : purposeOf(req, question, by, parts.access);
      if (question === null || purpose === undefined) return passOn();
      await answer({ question, body, receiver: { req, res, by, purpose, startedAt }, passOn }, parts);
    } catch (error) {
      parts.log.error({ err: error }, 'a kept answer could not be given');
      if (res.headersSent) res.destroy();
      else passOn();
    }
  }

  return (req, res) => {
    const by = concerns(req) ? whoAsks(req) : null;
    if (by === null) return app(req, res);
    take(req, res, by).catch((error: unknown) => {
      parts.log.error({ err: error }, 'a request could not be taken');
      res.destroy();
    });
  };
}

function createQuestionReader(supergraph: string): (body: Buffer) => Question | null {
  const questions = new LRUCache<string, { readonly question: Question | null }>({
    maxSize: questionBytes,
    sizeCalculation: (_, text) => text.length + 500,
  });
  return (body) => {
    const text = body.toString('latin1');
    const known = questions.get(text);
    if (known !== undefined) return known.question;
    const question = readQuestion(parsed(body), supergraph);
    questions.set(text, { question });
    return question;
  };
}

interface Asked {
  readonly question: Question;
  readonly body: Buffer;
  readonly receiver: Receiver;
  /** To the application, which then executes it. */
  readonly passOn: () => void;
}

async function answer(asked: Asked, parts: FrontParts): Promise<void> {
  const { question, receiver } = asked;
  const { answers, flights, operations, restrictedToo } = parts;
  const { by, purpose, req, res } = receiver;
  const operation = operations.get(question.documentId);
  const execute = (leader: Omit<Leader, 'question' | 'by'> | null) => {
    if (leader !== null) lead(res, { question, by, ...leader }, parts);
    asked.passOn();
  };
  // Nobody knows yet what it asks for: whoever executes it will.
  if (operation === undefined) return execute({ from: answers.start(), land: () => {} });
  if (!operation.mayBeKept || (!restrictedToo && seesRestricted(operation, by))) return execute(null);
  const { byRights, whole } = by.keysFor(purpose);
  const key = `${question.id} ${operation.readsAsker ? whole : byRights}`;
  if (asksAfresh(req)) return execute({ from: answers.start(), land: () => {} });
  const near = answers.near(key) ?? fromFragments(asked, operation, byRights, parts);
  const usual = near ?? (await flights.of(key));
  if (usual !== undefined && usual !== null) {
    if (near === null) answers.figures.shared += 1;
    return await giveOr(usual, asked, parts, () => execute(null));
  }
  if (flights.of(key) !== undefined) return await answer(asked, parts);
  const land = flights.begin(key);
  const { answer: far, from } = await answers.begin(key, tagsOf(operation, question));
  if (far === null) return execute({ from, land });
  land(far);
  await giveOr(far, asked, parts, () => execute(null));
}

/** Put together again each time: what it costs is looking its pieces up and copying them. */
function fromFragments(
  { question }: Asked,
  operation: ReadOperation,
  rights: string,
  { answers, fragments }: FrontParts,
): KeptAnswer | null {
  const made = operation.readsAsker ? null : (fragments?.answer(question, rights) ?? null);
  if (made === null) return null;
  answers.figures.putTogether += 1;
  return { ...made, tags: tagsOf(operation, question) };
}

async function giveOr(kept: KeptAnswer, asked: Asked, parts: FrontParts, otherwise: () => void): Promise<void> {
  if (!(await give(kept, asked.receiver, parts))) return otherwise();
  parts.answers.figures.given += 1;
  parts.shadow(kept, asked.body, asked.receiver);
}

/** Whatever becomes of the request, those who wait for it do not wait for ever. */
function lead(res: ServerResponse, leader: Leader, { leaders }: FrontParts): void {
  leaders.set(res, leader);
  res.on('close', () => leader.land(null));
}

export function tagsOf(operation: ReadOperation, { variables }: Question): string[] {
  return [...operation.codesOf(variables).map((code) => `organisation:${code}`), ...operation.tags];
}

export function seesRestricted({ restricted }: ReadOperation, { rights }: KnownCaller): boolean {
  return restricted.some((mark) => rights === null || mark.rights.some((right) => rights.rights.has(right)));
}

function concerns({ headers, method, url }: IncomingMessage): boolean {
  if (method !== 'POST' || url !== '/graphql') return false;
  const length = Number(headers['content-length'] ?? Number.NaN);
  if (!(length > 0 && length <= largestBody) || headers['content-encoding'] !== undefined) return false;
  const { accept = '*/*', 'content-type': type = '' } = headers;
  return acceptable.has(accept) && jsonTypes.has(type.toLowerCase()) && headers.expect === undefined;
}

const acceptable: ReadonlySet<string> = new Set([
  '*/*',
  'application/json',
  'application/json, */*',
  'application/json, text/plain, */*',
]);
const jsonTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
]);

/** undefined: it is declared wrongly, or not and has to be; the usual way says how. */
function purposeOf(
  req: IncomingMessage,
  { declared }: Question,
  { caller }: KnownCaller,
  access: Access | null,
): Purpose | null | undefined {
  if (access === null) return null;
  const header = (name: string) => {
    const value = req.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  try {
    const code = declared.code ?? header('x-purpose');
    return readPurpose({ code, case: declared.case ?? decoded(header('x-case')) }, access.purposes, caller);
  } catch {
    return undefined;
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
