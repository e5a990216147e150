import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import pino, { type Logger } from 'pino';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import { createGateway, type Gateway, type GatewayParts } from '../../gateway/server.ts';
import type { LocalHost } from '../../gateway/sources/in-process-backend.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import type { Folder } from '../../schema/compose-folders.ts';
import { CreditCodeInvalid, DepartmentBusy } from '../../schema/errors.ts';
import { subgraphsOf, type Layout } from '../../schema/layout.ts';
import { sdlDigest } from '../../schema/subgraph-sdl.ts';
import { executeOperation } from '../../subgraphs/execute-operation.ts';
import { serveHttp } from '../../subgraphs/serve-http.ts';
import type { RequestFacts, Subgraph, SubgraphContext } from '../../subgraphs/subgraph.ts';

/** A district of three folders, small enough to be read: what the gateway needs to be tested against. */
export const register: Folder = {
  name: 'register',
  role: 'register',
  sdl: `
    extend type Organisation {
      "名称 / name"
      name: String
      "等级 / rank"
      rank: Int
    }
    "查询 / queries"
    type Query {
      "一个组织 / one"
      organisation("代码 / code" creditCode: CreditCode!): Organisation
      "多个组织 / several"
      organisations("代码 / codes" creditCodes: [CreditCode!]!): [Organisation]!
      "故障 / fails in a way nobody foresaw"
      fault: String
      "等待 / waits until the test lets it go"
      wait: String
    }`,
};

export function departmentFolder(name: string, field: string, type: string): Folder {
  const sdl = `
    extend type Organisation {
      "部门 / department"
      ${field}: ${type}Section
    }
    "部门 / department"
    type ${type}Section implements DepartmentSection {
      "出处 / origin"
      source: SourceReport!
      "统一记录 / uniform records"
      creditRecords: [CreditRecord!]
      "裁定 / rulings"
      ${field}Rulings: [${type}Ruling!]
    }
    "裁定 / ruling"
    type ${type}Ruling {
      "案号 / case number"
      caseNumber: String
      "性质 / effect"
      effect: Effect
    }`;
  return { name, role: 'department', sdl };
}

export const court = departmentFolder('court', 'court', 'Court');
export const stateTax = departmentFolder('state-tax', 'stateTax', 'StateTax');
export const folders: readonly Folder[] = [court, register, stateTax];

/** Codes by what departments say about them; anything else has one ruling. */
export const codes = {
  plain: '91330100MA27XL0Q4T',
  stale: 'STALE',
  busy: 'BUSY',
  invalid: 'INVALID',
  broken: 'BROKEN',
};

export interface SmallHost extends LocalHost {
  readonly subgraphs: readonly Subgraph[];
  /** Facts of the requests for which a context was made, in order. */
  readonly contexts: { readonly subgraph: string; readonly request: RequestFacts }[];
  /** Settles when `wait` is asked for, and lets it answer. */
  readonly waiting: { readonly asked: Promise<void>; readonly release: () => void };
}

interface Parent {
  readonly creditCode: string;
}

export function createSmallHost(layout: Layout = { merged: {} }, only?: readonly string[]): SmallHost {
  const contexts: SmallHost['contexts'] = [];
  const asked = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const queries = {
    organisation: (_: unknown, { creditCode }: Parent) => known(creditCode),
    organisations: (_: unknown, args: { creditCodes: string[] }) => args.creditCodes.map((code) => known(code)),
    fault: () => {
      throw new Error('connect ECONNREFUSED 10.1.2.3:5432 user=secret');
    },
    wait: async () => {
      asked.resolve();
      await released.promise;
      return 'waited';
    },
  };
  const resolversOf = (served: readonly string[]) => ({
    ...(served.includes('register') ? { Query: queries } : {}),
    DepartmentSection: {
      __resolveType: ({ source }: { source: { department: string } }) => sectionTypes[source.department],
    },
    Organisation: {
      __resolveReference: (reference: unknown) => reference,
      ...(served.includes('register') ? { name: ({ creditCode }: Parent) => `公司 ${creditCode}`, rank: () => 1 } : {}),
      ...(served.includes('court') ? { court: sectionOf('court') } : {}),
      ...(served.includes('state-tax') ? { stateTax: sectionOf('state-tax') } : {}),
    },
  });
  const subgraphs = subgraphsOf(folders, layout)
    .filter(({ name }) => only === undefined || only.includes(name))
    .map(({ folders: served, name, sdl }): Subgraph => ({
      name,
      sdl,
      schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolversOf(served) as never }),
      createContext(request) {
        contexts.push({ subgraph: name, request });
        return { errors: [], warnings: [] };
      },
    }));
  return {
    subgraphs,
    contexts,
    waiting: { asked: asked.promise, release: released.resolve },
    execute: executeOperation as LocalHost['execute'],
  };
}

const sectionTypes: Readonly<Record<string, string>> = { court: 'CourtSection', 'state-tax': 'StateTaxSection' };

function known(creditCode: string): Parent | Error {
  if (creditCode !== codes.invalid) return { creditCode };
  return new CreditCodeInvalid('The check digit is wrong.', 'Check the last place.', { expected: 'T' });
}

function sectionOf(department: string) {
  return (
    { creditCode }: Parent,
    _: unknown,
    context: SubgraphContext,
    info: { path: { key: string | number; prev?: { key: string | number; prev?: { key: string | number } } } },
  ) => {
    if (creditCode === codes.broken) throw new Error('row 17 of EXEC_CASE: ORA-00942 at 10.9.8.7');
    const state = creditCode === codes.busy ? 'UNAVAILABLE' : creditCode === codes.stale ? 'STALE' : 'ANSWERED';
    const at = info.path.prev!;
    if (state === 'UNAVAILABLE') {
      const error = new DepartmentBusy(
        { department, retryAt: '2026-07-01T02:16:00.000Z' },
        new Error('10.0.0.7 says no'),
      );
      context.errors.push({ path: [at.prev!.key, at.key, info.path.key], error });
    }
    if (state === 'STALE')
      context.warnings.push({
        department,
        creditCode,
        code: 'DEPARTMENT_UNAVAILABLE',
        asOf: '2026-06-30T16:00:00.000Z',
      });
    const list = state === 'UNAVAILABLE' ? null : [{ caseNumber: `${department} ${creditCode}`, effect: 'ADVERSE' }];
    return {
      source: {
        department,
        state,
        asOf: null,
        nextExpected: null,
        rejectedRows: 0,
        unlinkedRows: 0,
        unlinkedAdverseRows: 0,
      },
      creditRecords: list === null ? null : [],
      courtRulings: list,
      stateTaxRulings: list,
    };
  };
}

export interface OpenGateway {
  readonly url: string;
  readonly gateway: Gateway;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Asked>;
  close(): Promise<void>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: Record<string, never> | null;
    errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
    extensions?: Record<string, unknown>;
  };
}

export interface OpenParts extends Partial<GatewayParts> {
  readonly host?: LocalHost | null;
  readonly layout?: Layout;
  /** Addresses by the name of the setting. */
  readonly urls?: ReadonlyMap<string, string>;
  readonly timeoutMs?: number;
}

/** A gateway on a free port, over the small district unless a test says otherwise. */
export async function openGateway(parts: OpenParts = {}): Promise<OpenGateway> {
  const { host = createSmallHost(), layout = { merged: {} }, timeoutMs = 2000, urls = new Map(), ...rest } = parts;
  const gateway = await createGateway({
    supergraphSdl: composeFolders(folders, layout).supergraphSdl,
    placeOf: placesOfOurs({ host, urls, timeoutMs }),
    digests: new Map(subgraphsOf(folders, layout).map(({ name, sdl }) => [name, sdlDigest(sdl)])),
    documents: [],
    clockNotice: null,
    explorer: null,
    log: silent,
    now: () => Date.parse('2026-07-01T02:15:00Z'),
    ...rest,
  });
  await gateway.warm();
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  return {
    url: listening.url,
    gateway,
    ask: (query, variables, headers) => askGraphql(`${listening.url}/graphql`, { query, variables }, headers),
    async close() {
      await listening.drain(1000);
      await gateway.close();
    },
  };
}

export async function askGraphql(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Asked> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Asked['body'] };
}

/** Serves subgraphs of a small host over HTTP, as a host in another process does. */
export function serveSmallHost(host: SmallHost): ReturnType<typeof serveHttp> {
  return serveHttp(host as unknown as Parameters<typeof serveHttp>[0], { host: '127.0.0.1', port: 0 });
}

export const silent: Logger = pino({ level: 'silent' });

/** A log whose lines a test can read. */
export function readableLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  return {
    lines,
    log: pino(
      { level: 'debug' },
      { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    ),
  };
}
