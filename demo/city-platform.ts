import { createHash } from 'node:crypto';
import { createHttpStandIn, pageReply, type StandInReply, type StandInRequest } from './http-stand-in.ts';
import type { StandIn } from './district.ts';

/** What the platform has under one key. */
export interface HeldMessage {
  readonly key: string;
  readonly kind: string;
  readonly content: unknown;
}

/** What it says by itself: a result, an entry on a list of the city, a unit's feedback. */
export type Saying = Readonly<Record<string, unknown>> & { readonly type: string };

export interface CityPlatformParts {
  /** Local day of its answers. */
  readonly today: () => string;
  /** What is wrong with a message; null: it is accepted. */
  readonly faultOf?: (message: HeldMessage) => string | null;
  /** Messages that it takes and then does not have. */
  readonly loses?: (message: HeldMessage, turn: number) => boolean;
  /** Says everything twice, under further numbers. */
  readonly repeats?: boolean;
}

export interface CityPlatformStandIn extends StandIn {
  /** What it has, each key once. */
  held(): readonly HeldMessage[];
  /** How often it was sent a key that it had. */
  repeated(): number;
  say(saying: Saying): void;
}

const account = { appKey: 'anju', secret: 'demo-city' };

/** The city's platform on a real socket: `{code, msg, data}` with HTTP 200 whatever happens, and results later. */
export async function createCityPlatform(parts: CityPlatformParts): Promise<CityPlatformStandIn> {
  const { faultOf = () => null, loses = () => false, repeats = false, today } = parts;
  const held = new Map<string, HeldMessage>();
  const said: object[] = [];
  let repeated = 0;
  let turn = 0;
  const say = (saying: Saying) => {
    for (let times = repeats ? 2 : 1; times > 0; times -= 1) said.push({ ...saying, sequence: said.length + 1 });
  };

  function receive(messages: readonly HeldMessage[]): object {
    for (const message of messages) {
      if (held.has(message.key)) {
        repeated += 1;
        continue;
      }
      if (loses(message, (turn += 1))) continue;
      held.set(message.key, message);
      const fault = faultOf(message);
      const result = fault === null ? { result: '1' } : { result: '0', reason: fault };
      say({ type: 'RESULT', key: message.key, on: today(), ...result });
    }
    return { received: messages.length };
  }

  const services: Readonly<Record<string, (question: Question) => unknown>> = {
    receive: ({ messages = [] }) => receive(messages),
    changes: ({ after = 0, most = 100 }) => {
      const rows = said.slice(after, after + most);
      return rows.length === 0 ? '' : rows;
    },
    receipts: ({ keys = [] }) => keys.filter((key) => held.has(key)),
  };

  function answer({ body, path }: StandInRequest): StandInReply {
    const question = readQuestion(body);
    const service = services[path.replace('/xyxx/api/', '')];
    if (question === null || service === undefined) return reply('97', '缺少参数', '');
    return isSigned(question) ? reply('00', '成功', service(question)) : reply('96', '签名错误', '');
  }

  const standIn = await createHttpStandIn({
    department: 'city-platform',
    settings: account,
    answer,
    failing: () => reply('99', '系统异常', ''),
    garbage: () => pageReply(200, '系统维护'),
  });
  return { ...standIn, held: () => [...held.values()], repeated: () => repeated, say };
}

interface Question {
  readonly appKey?: string;
  readonly sign?: string;
  readonly requestTime?: string;
  readonly messages?: readonly HeldMessage[];
  readonly keys?: readonly string[];
  readonly after?: number;
  readonly most?: number;
}

function readQuestion(body: Buffer): Question | null {
  try {
    return JSON.parse(new URLSearchParams(body.toString('utf8')).get('data') ?? '') as Question;
  } catch {
    return null;
  }
}

function isSigned({ appKey = '', requestTime = '', sign }: Question): boolean {
  const expected = createHash('md5').update(`${account.appKey}${account.secret}${requestTime}`).digest('hex');
  return appKey === account.appKey && /^\d{14}$/.test(requestTime) && sign === expected;
}

function reply(code: string, msg: string, data: unknown): StandInReply {
  return { headers: { 'Content-Type': 'text/html' }, body: Buffer.from(JSON.stringify({ code, msg, data })) };
}
