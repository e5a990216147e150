import { hash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { readPurpose, type Purpose } from '../../schema/access/purpose.ts';
import type { Caller } from '../../schema/caller.ts';
import { decoded } from '../access/declared-purpose.ts';
import type { Access } from '../access/access.ts';
import type { OpenFragments } from '../fragments/open-fragments.ts';
import type { Identity } from '../identity/identity.ts';
import { readBearer } from '../identity/read-bearer.ts';
import { clientKey } from '../limits/client-key.ts';
import { largestBody } from '../plugins/use-json-body.ts';
import { asksAfresh } from '../plugins/use-request-id.ts';
import { receiveBody } from '../received-body.ts';
import type { Answers } from './answers.ts';
import type { Flights } from './flights.ts';
import { give, type GivingParts, type Receiver } from './give.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { createKnownCallers, knownCaller, type KnownCaller } from './known-callers.ts';
import type { Leader } from './leader.ts';
import { readQuestion, type Question } from './question.ts';
import type { ReadOperation } from './read-operation.ts';
import type { Shadow } from './shadow.ts';

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

const keptQuestions = 20_000;

/**
 * Stands before the application: answers what may be answered from what is kept, and passes on everything else as it
 * came. It refuses nobody; whoever is to be refused is passed on, too.
 */
export function createFront(app: RequestListener, parts: FrontParts): RequestListener {
  const { access, identity, supergraph } = parts;
  const callers = identity.kind === 'tokens' ? createKnownCallers({ recall: recallOf(identity), access }) : null;
  const nobodies = createNobodies(parts);
  const questions = new LRUCache<string, { readonly question: Question | null }>({ max: keptQuestions });
  const read = (body: Buffer): Question | null => {
    const id = hash('sha256', body, 'base64');
    const known = questions.get(id);
    if (known !== undefined) return known.question;
    const question = readQuestion(parsed(body), supergraph);
    questions.set(id, { question });
    return question;
  };

  async function take(req: IncomingMessage, res: ServerResponse, known: KnownCaller | Promise<KnownCaller | null>) {
    const startedAt = performance.now();
    const by = known instanceof Promise ? await known : known;
    if (by === null) return app(req, res);
    const body = await receiveBody(req);
    if (body === null) return undefined;
    const question = read(body);
    const purpose = question === null ? undefined : purposeOf(req, question, by, access);
    if (question === null || purpose === undefined) return app(req, res);
    await answer({ question, body, receiver: { req, res, by, purpose, startedAt } }, app, parts);
  }

  return (req, res) => {
    if (!concerns(req)) return app(req, res);
    const by = callers === null ? nobodies(req) : withToken(req, callers);
    if (by === null) return app(req, res);
    take(req, res, by).catch((error: unknown) => {
      parts.log.error({ err: error }, 'a kept answer could not be given');
      if (res.headersSent) res.destroy();
      else app(req, res);
    });
  };
}

interface Asked {
  readonly question: Question;
  readonly body: Buffer;
  readonly receiver: Receiver;
}

async function answer(asked: Asked, app: RequestListener, parts: FrontParts): Promise<void> {
  const { question, receiver } = asked;
  const { answers, flights, operations, restrictedToo } = parts;
  const { by, purpose, req, res } = receiver;
  const operation = operations.get(question.documentId);
  const execute = (leader: Omit<Leader, 'question' | 'by'> | null) => {
    if (leader !== null) lead(res, { question, by, ...leader }, parts);
    app(req, res);
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
  if (flights.of(key) !== undefined) return await answer(asked, app, parts);
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

function withToken(req: IncomingMessage, callers: ReturnType<typeof createKnownCallers>) {
  try {
    const token = readBearer(req);
    return token === null ? null : callers(token);
  } catch {
    return null;
  }
}

/** Where nobody has to say who they are: counted by address, unless a proxy stands before it. */
function createNobodies({ access, identity, protection }: FrontParts): (req: IncomingMessage) => KnownCaller | null {
  const known = new LRUCache<string, KnownCaller>({ max: 1000 });
  if (identity.kind !== 'off' || protection.trustedProxies.length > 0) return () => null;
  return ({ socket: { remoteAddress: address = '' } }) => {
    const nobody = known.get(address) ?? knownCaller(null, clientKey(null, address), access);
    known.set(address, nobody);
    return nobody;
  };
}

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

/** Where an issuer's tokens cannot be told again at little cost, they are verified; who is refused goes the usual way. */
function recallOf({
  recall,
  verify,
}: Extract<Identity, { readonly kind: 'tokens' }>): (token: string) => Promise<Caller | null> {
  return recall ?? ((token) => verify(token).catch(() => null));
}
