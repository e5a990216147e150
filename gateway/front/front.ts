import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { readPurpose, type Purpose } from '../../schema/access/purpose.ts';
import { decoded } from '../access/declared-purpose.ts';
import type { Access } from '../access/access.ts';
import type { Question } from '../answers/question.ts';
import { roleOf } from '../limits/protection-settings.ts';
import { largestBody } from '../plugins/use-json-body.ts';
import { spendRate } from '../plugins/use-rate-limit.ts';
import { requestIdOf } from '../plugins/use-request-id.ts';
import { leaveBody, receiveBody } from '../received-body.ts';
import type { Asked, Sent } from './asked.ts';
import type { KnownCaller } from './known-callers.ts';
import { createSentReader, type ReadSentParts } from './read-sent.ts';
import { failureOf, send } from './send.ts';
import { createWhoAsks, type WhoAsksParts } from './who-asks.ts';

export interface FrontParts extends WhoAsksParts, ReadSentParts {
  /** Answers it, or passes it on. */
  readonly answer: (asked: Asked) => Promise<void>;
  readonly log: Logger;
}

/**
 * Stands before the application, for the requests that are asked again and again: what is usual about them is read once,
 * and what a web framework does for all others is not done. It refuses nobody; whoever is to be refused is passed on to
 * the application as they came.
 */
export function createFront(app: RequestListener, parts: FrontParts): RequestListener {
  const whoAsks = createWhoAsks(parts);
  const read = createSentReader(parts);
  const { protection } = parts;
  const mayBeSent = ({ trusted }: Sent, { caller }: KnownCaller) =>
    trusted || !protection.trustedOnly.has(roleOf(caller));

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
    const sent = read(body);
    const purpose = sent === null ? undefined : purposeOf(req, sent.question, by, parts.access);
    if (sent === null || purpose === undefined || !mayBeSent(sent, by)) return passOn();
    const rate = await spendRate(protection, by.caller, by.client);
    if (rate !== null && !rate.outcome.granted) return passOn();
    await parts.answer({ ...sent, receiver: { req, res, by, purpose, rate, startedAt }, passOn });
  }

  return (req, res) => {
    const by = concerns(req) ? whoAsks(req) : null;
    if (by === null) return app(req, res);
    take(req, res, by).catch((error: unknown) => {
      const requestId = requestIdOf(req);
      parts.log.error({ requestId, err: error }, 'a request failed');
      if (res.headersSent) res.destroy();
      else send({ res, rate: null }, { requestId, ...failureOf(error, requestId) });
    });
  };
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
