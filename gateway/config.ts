import { parseArgs } from 'node:util';
import { bool, cleanEnv, makeValidator, str } from 'envalid';
import { readInternalKey } from '../schema/internal-key.ts';
import { parseRedisAddress } from '../schema/redis-address.ts';
import { readTlsSettings, type Tls } from '../schema/tls-settings.ts';
import { readAnswerSettings, type AnswerConfig } from './answers/answer-settings.ts';
import { readTokenSettings, type TokenSettings } from './identity/token-settings.ts';
import type { Execution } from './federation.ts';
import type { Limits } from './limits/check-document.ts';
import { readLimits } from './limits/limit-settings.ts';
import { readProtection, type ProtectionSettings } from './limits/protection-settings.ts';

export interface GatewayConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** A supergraph of somebody else's; null: our own, with its departments. */
  readonly supergraphFile: string | null;
  /** Addresses of subgraphs that are served elsewhere, by the name of the setting: SUBGRAPH_STATE_TAX_URL. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** How long a subgraph that is served elsewhere may take. */
  readonly subgraphTimeoutMs: number;
  /** How long requests under way may take to end once the process is told to stop. */
  readonly drainTimeoutMs: number;
  /** How long a whole request may take. */
  readonly requestTimeoutMs: number;
  readonly logLevel: string;
  /** Whose tokens are believed; null: nobody's is configured. */
  readonly tokens: TokenSettings | null;
  /** What is marked PUBLIC is open to callers without a token. */
  readonly anonymousPublic: boolean;
  /** DEMO is on by word: our own supergraph may then be served as if it were somebody else's. */
  readonly demo: boolean;
  /** Shared with our hosts in other processes, so that they believe who asks; null: they are told nobody. */
  readonly internalKey: string | null;
  /** SUBGRAPH_TLS_…: how this gateway and what is served elsewhere know each other; null: as Node does. */
  readonly subgraphTls: Tls | null;
  /** Of documents. */
  readonly limits: Limits;
  readonly protection: ProtectionSettings;
  /** Whether whole answers are kept; null: not. */
  readonly answers: AnswerConfig | null;
  /** EXECUTION: who carries query plans out. */
  readonly execution: Execution;
  /** Where all gateways count what clients spend; null: each counts for itself. */
  readonly redisUrl: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings cannot be used; every fault is named. */
export class ConfigInvalid extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings of the gateway cannot be used:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.name = 'ConfigInvalid';
    this.faults = faults;
  }
}

/** The only reader of the gateway's environment and command line. Throws ConfigInvalid with all faults at once. */
export function readConfig(environment: Environment, args: readonly string[]): GatewayConfig {
  const faults: string[] = [];
  const env = readEnvironment(environment, faults);
  const options = readArguments(args, faults);
  const subgraphUrls = readSubgraphUrls(environment, faults);
  const tokens = readTokenSettings(environment, faults);
  const internalKey = readInternalKey(environment, faults);
  const subgraphTls = readTlsSettings(environment, 'SUBGRAPH_TLS', faults);
  if (subgraphTls !== null) faults.push(...unencrypted(subgraphUrls));
  const limits = readLimits(environment, faults);
  const protection = readProtection(environment, faults, options.supergraph !== undefined);
  const answers = readAnswerSettings(environment, faults, {
    foreign: options.supergraph !== undefined,
    elsewhere: subgraphUrls.size > 0,
  });
  if (faults.length > 0) throw new ConfigInvalid(faults);
  return Object.freeze({
    host: env.HOST,
    port: options.port ?? env.PORT,
    supergraphFile: options.supergraph ?? null,
    subgraphUrls,
    subgraphTimeoutMs: env.SUBGRAPH_TIMEOUT,
    drainTimeoutMs: env.DRAIN_TIMEOUT,
    requestTimeoutMs: env.REQUEST_TIMEOUT,
    logLevel: env.LOG_LEVEL,
    tokens,
    anonymousPublic: env.ANONYMOUS_PUBLIC,
    demo: env.DEMO,
    internalKey,
    subgraphTls,
    limits,
    protection,
    answers,
    execution: env.EXECUTION,
    redisUrl: env.REDIS_URL === '' ? null : env.REDIS_URL,
  });
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

const duration = makeValidator((text: string) => {
  const [, count, unit] = /^(\d+)(ms|s|m)$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) throw new Error(`"${text}" is no duration such as 500ms, 30s or 2m`);
  return Number(count) * unitMs[unit]!;
});

/** The address may hold a password, so it is not repeated. */
const redisUrl = makeValidator((text: string) => {
  parseRedisAddress(text);
  return text;
});

/** 0 is any free port. */
const port = makeValidator(parsePort);

function parsePort(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new Error(`"${text}" is no port from 0 to 65535`);
  return value;
}

function readEnvironment(environment: Environment, faults: string[]) {
  const specs = {
    HOST: str({ default: '127.0.0.1' }),
    PORT: port({ default: 4000 }),
    SUBGRAPH_TIMEOUT: duration({ default: 30_000 }),
    DRAIN_TIMEOUT: duration({ default: 10_000 }),
    REQUEST_TIMEOUT: duration({ default: 30_000 }),
    REDIS_URL: redisUrl({ default: '' }),
    ANONYMOUS_PUBLIC: bool({ default: false }),
    DEMO: bool({ default: false }),
    EXECUTION: str<Execution>({ choices: ['compiled', 'apollo'], default: 'compiled' }),
    LOG_LEVEL: str({ choices: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], default: 'info' }),
  };
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  return cleanEnv(given, specs, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) faults.push(`${name}: ${error.message}`);
    },
  });
}

function readArguments(args: readonly string[], faults: string[]): { port?: number; supergraph?: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { supergraph: { type: 'string' }, port: { type: 'string' } },
    });
    if (values.supergraph === '') faults.push('--supergraph names no file');
    return {
      ...(values.supergraph === undefined ? {} : { supergraph: values.supergraph }),
      ...(values.port === undefined ? {} : { port: parsePort(values.port) }),
    };
  } catch (error) {
    faults.push((error as Error).message);
    return {};
  }
}

const subgraphUrl = /^SUBGRAPH_.+_URL$/;

/** A certificate is shown, and asked for, over https only. */
function unencrypted(urls: ReadonlyMap<string, string>): string[] {
  return [...urls]
    .filter(([, url]) => URL.canParse(url) && new URL(url).protocol === 'http:')
    .map(([setting]) => `${setting}: is no https address, over which alone SUBGRAPH_TLS_… says anything`);
}

function readSubgraphUrls(environment: Environment, faults: string[]): Map<string, string> {
  const urls = new Map<string, string>();
  for (const [setting, value] of Object.entries(environment)) {
    if (!subgraphUrl.test(setting) || value === undefined || value === '') continue;
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      faults.push(`${setting}: "${value}" is no http or https address`);
    }
    urls.set(setting, value);
  }
  return urls;
}
