import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer } from '../../demo/issuer.ts';
import { urlSetting } from '../../gateway/places.ts';
import { createOnServer } from '../measures/databases.ts';
import { startProcess, type Started } from './start-process.ts';

const root = join(import.meta.dirname, '../..');
const targets = join(import.meta.dirname, 'targets');

/** A gateway that is measured: its process, and how it is asked. */
export interface Target {
  readonly name: string;
  readonly process: Started;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it answers from what it has answered before. */
  readonly keeps: boolean;
}

/** What is kept between requests in our gateway, and whether it looks after rights, purpose and log. */
export interface Ours {
  readonly answers: boolean;
  readonly fragments: boolean;
  readonly rights: boolean;
  /** Whether its process says how long its event loop was held up. */
  readonly turns?: boolean;
  /** Room for answers, in bytes; absent: as usual. */
  readonly answerBytes?: number;
}

export interface Gateways {
  readonly plain: () => Promise<Target>;
  readonly hive: (rust: boolean) => Promise<Target>;
  readonly mercurius: () => Promise<Target>;
  readonly ours: (name: string, what: Ours) => Promise<Target>;
  readonly limit: (name: string, origin: Target, redisUrl: string | null) => Promise<Target>;
  /** Milliseconds of CPU that the subgraphs have taken. */
  readonly subgraphsCpuMs: () => number;
  close(): Promise<void>;
}

export interface GatewaysParts {
  /** Where the disclosure log is written; null: the embedded database. */
  readonly postgresUrl: string | null;
  /** How long each subgraph takes to answer. */
  readonly delayMs: number;
}

/** Subgraphs in a process of their own, and every kind of gateway in front of the same ones. */
export async function openGateways({ delayMs, postgresUrl }: GatewaysParts): Promise<Gateways> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-gateways-'));
  const subgraphs = await startOwn(join(import.meta.dirname, 'subgraphs.ts'), { delayMs: String(delayMs) });
  const started: Started[] = [subgraphs];
  const supergraph = join(folder, 'supergraph.graphql');
  const sdl = readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8');
  const at = `http://127.0.0.1:${subgraphs.port}/`;
  writeFileSync(supergraph, sdl.replaceAll('https://subgraph.invalid/', at));
  const log = postgresUrl === null ? null : await createOnServer(postgresUrl);
  const own = await ownSettings(folder, { sdl, at, postgresUrl: log?.url ?? null });
  const open = async (name: string, script: string, settings: Readonly<Record<string, string>>, path: string) => {
    const process = await startOwn(join(targets, script), settings);
    started.push(process);
    return { name, process, path, headers: {}, keeps: script === 'limit.ts' };
  };
  return {
    plain: () => open('@apollo/gateway', 'apollo.ts', { supergraph }, '/'),
    hive: (rust) =>
      open(
        rust ? 'Hive Gateway, Rust planner' : 'Hive Gateway',
        'hive.ts',
        { supergraph, ...(rust ? { rust: 'yes' } : {}) },
        '/graphql',
      ),
    mercurius: () => open('Mercurius', 'mercurius.ts', { subgraphs: at }, '/graphql'),
    limit: (name, origin, redisUrl) =>
      open(
        name,
        'limit.ts',
        {
          origin: `http://127.0.0.1:${origin.process.port}${origin.path}`,
          ...(redisUrl === null ? {} : { redisUrl }),
        },
        '/graphql',
      ),
    async ours(name, what) {
      const process = await startProcess(join(root, 'gateway/main.ts'), {
        env: { ...keeping(what), ...(what.rights ? own.settings : { DEMO: 'true' }) },
        ready: /^GraphQL: +http:\/\/127\.0\.0\.1:(\d+)\/graphql$/,
        imports: what.turns === true ? [join(import.meta.dirname, 'longest-turn.ts')] : [],
        args: ['--port', '0', ...(what.rights ? [] : ['--supergraph', supergraph])],
      });
      started.push(process);
      const keeps = what.answers || what.fragments;
      return { name, process, path: '/graphql', headers: what.rights ? own.headers : {}, keeps };
    },
    subgraphsCpuMs: () => subgraphs.cpuMs(),
    async close() {
      for (const one of started.toReversed()) await one.stop();
      await log?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A process of the benchmark's own. */
function startOwn(script: string, settings: Readonly<Record<string, string>>): Promise<Started> {
  return startProcess(script, { args: [JSON.stringify(settings)] });
}

const usualBytes = 256 * 2 ** 20;

function keeping({ answerBytes = usualBytes, answers, fragments }: Ours): Record<string, string> {
  return {
    LOG_LEVEL: 'warn',
    ANSWER_CACHE_BYTES: String(answers ? answerBytes : 0),
    FRAGMENT_CACHE_BYTES: String(fragments ? usualBytes : 0),
    ANSWER_CACHE_FOR: '10m',
  };
}

interface Own {
  readonly sdl: string;
  readonly at: string;
  readonly postgresUrl: string | null;
}

/** Our gateway as it is run in earnest: tokens, purpose, signed requests to its hosts, log; and limits that none meets. */
async function ownSettings(folder: string, { at, postgresUrl, sdl }: Own) {
  const issuer = await createIssuer(Date.now);
  const jwks = join(folder, 'jwks.json');
  writeFileSync(jwks, JSON.stringify(issuer.publicKeys));
  const { token } = await issuer.issue({ role: 'analyst', sub: 'bench' });
  const names = [...sdl.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name!);
  const settings = {
    ...Object.fromEntries(names.map((name) => [urlSetting(name), `${at}${name}/graphql`])),
    DATA_DIR: join(folder, 'var'),
    ...(postgresUrl === null ? {} : { DATABASE_URL: postgresUrl }),
    INTERNAL_KEY: 'a key that nobody but this benchmark has',
    TOKEN_JWKS: jwks,
    TOKEN_ISSUER: issuer.issuer,
    TOKEN_AUDIENCE: issuer.audience,
    RATE_LIMIT: '100000000/m',
    COST_BUDGET: '100000000',
  };
  return { settings, headers: { authorization: `Bearer ${token}`, 'x-purpose': 'CREDIT_REPORT' } };
}
