import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { generatedOrganisations } from '../demo/organisations.ts';
import { openDatabase, type DatabaseSettings } from '../subgraphs/database/open-database.ts';
import { quiet } from './support/database.ts';
import { root, untilReady, type RunningGateway } from './support/gateway-process.ts';
import { askGraphql } from './support/gateway.ts';
import { onEmbedded } from './support/on-embedded.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { audience, createTestIssuer, issuer } from './support/token-issuer.ts';

const folder = temporaryFolder();
const children: ChildProcess[] = [];
let authorization: string;
beforeAll(async () => {
  const own = await createTestIssuer();
  writeFileSync(join(folder.path, 'jwks.json'), JSON.stringify({ keys: [own.publicJwk] }));
  const iat = Math.floor(Date.now() / 1000);
  authorization = `Bearer ${await own.sign({ role: 'approval', sub: 'approval-1', iat, exp: iat + 600 })}`;
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  folder.remove();
});

/** Where the organisations of a batch are decided, and who keeps it. */
interface Place {
  /** Settings of every process that opens the database. */
  readonly settings: Readonly<Record<string, string>>;
  /** Of the gateways besides. */
  readonly gatewaySettings?: Readonly<Record<string, string>>;
}

function start(file: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [join(root, file), ...args], {
    cwd: folder.path,
    env: {
      PATH: process.env['PATH'],
      DEMO: 'false',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** A gateway that is connected to no department, so that no limit makes it slow; its verdicts say that all are missing. */
function startGateway({ gatewaySettings = {}, settings }: Place): Promise<RunningGateway> {
  const env = {
    ...settings,
    ...gatewaySettings,
    PORT: '0',
    TOKEN_JWKS: join(folder.path, 'jwks.json'),
    TOKEN_ISSUER: issuer,
    TOKEN_AUDIENCE: audience,
  };
  return untilReady(start('gateway/main.ts', [], env));
}

/** Eligibility alone, in a process of its own; gives where it is served. */
async function startEligibility(
  settings: Place['settings'],
  port = '0',
): Promise<{ child: ChildProcess; port: string }> {
  const child = start('subgraphs/main.ts', ['--only', 'eligibility', '--port', port], settings);
  for await (const line of createInterface({ input: child.stderr! })) {
    const { msg, port: at } = JSON.parse(line) as { msg?: string; port?: number };
    if (msg === 'serving') {
      child.stderr!.resume();
      return { child, port: String(at) };
    }
  }
  throw new Error('eligibility ended before it was served');
}

async function killHard(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

interface Progress {
  readonly id: string;
  readonly state: string;
  readonly done: number;
}

async function ask(gateway: RunningGateway, query: string, variables: Record<string, unknown>) {
  const { body } = await askGraphql(
    `${gateway.url}/graphql`,
    { query, variables },
    { authorization, 'x-purpose': 'APPROVAL' },
  );
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  return body.data!;
}

const look = 'query ($id: ID!) { screening(id: $id) { id state done } }';

/** Looks again and again until it has come so far. */
async function progress(gateway: RunningGateway, id: string, enough: (now: Progress) => boolean): Promise<Progress> {
  for (;;) {
    const data = await ask(gateway, look, { id });
    const now = data['screening'] as unknown as Progress;
    if (enough(now)) return now;
    await pause(20);
  }
}

/** Hands a batch in; the process that works on it is killed when some of it is decided. */
async function startAndKill(place: Place, organisations: number): Promise<string> {
  const creditCodes = generatedOrganisations(7, organisations)
    .slice(0, organisations)
    .map(({ creditCode }) => creditCode);
  const first = await startGateway(place);
  // Its plan is made before there is anything to see.
  await ask(first, look, { id: 'none' });
  const data = await ask(
    first,
    'mutation ($input: StartScreeningInput!) { startScreening(input: $input) { userErrors { code } screening { id } } }',
    { input: { idempotencyKey: 'batch-1', matter: 'SP-001', creditCodes } },
  );
  const { id } = (data['startScreening'] as unknown as { screening: Progress }).screening;
  const { state } = await progress(first, id, ({ done }) => done > 0);
  await killHard(first.child);
  expect(state).toBe('RUNNING');
  return id;
}

async function goOnToTheEnd(gateway: RunningGateway, id: string, organisations: number): Promise<void> {
  const ended = await progress(gateway, id, (now) => now.state === 'DONE');
  expect(ended.done).toBe(organisations);
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
}

async function decidedIn(at: DatabaseSettings): Promise<unknown> {
  const database = await openDatabase(at, quiet);
  const counted = await database.query(
    'SELECT count(*)::int AS decisions, count(DISTINCT credit_code)::int AS organisations FROM green_channel_decisions',
  );
  await database.close();
  return counted;
}

onEmbedded.test(
  'a process that is killed amid a batch of 60 is followed by one that ends it: each organisation decided once',
  async () => {
    const settings = { DATA_DIR: folder.path };
    const id = await startAndKill({ settings }, 60);
    await goOnToTheEnd(await startGateway({ settings }), id, 60);

    const out = join(folder.path, 'results.csv');
    const writing = start('subgraphs/screening-results.ts', ['--job', id, '--out', out], settings);
    let said = '';
    writing.stdout!.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await once(writing, 'close')).toEqual([0, null]);
    expect(said).toContain('60 of 60 decided, 0 failed, DONE');
    expect(await decidedIn({ url: null, dataDir: folder.path })).toEqual([{ decisions: 60, organisations: 60 }]);
  },
  300_000,
);

postgres.describe('on a PostgreSQL server, with eligibility in a process of its own', () => {
  test('the gateway is killed amid a batch of 40, then the host of eligibility, and each organisation is decided once', async () => {
    const server = await createPostgresDatabase();
    const settings = { DATABASE_URL: server.url, INTERNAL_KEY: 'x'.repeat(43), LOG_LEVEL: 'info' };
    const eligibility = await startEligibility(settings);
    const url = `http://127.0.0.1:${eligibility.port}/eligibility/graphql`;
    const place = { settings, gatewaySettings: { SUBGRAPH_ELIGIBILITY_URL: url } };
    const id = await startAndKill(place, 40);

    const second = await startGateway(place);
    const soFar = await progress(second, id, () => true);
    await progress(second, id, ({ done }) => done > soFar.done);
    await killHard(eligibility.child);
    await startEligibility(settings, eligibility.port);
    await goOnToTheEnd(second, id, 40);
    expect(await decidedIn({ url: server.url, dataDir: null })).toEqual([{ decisions: 40, organisations: 40 }]);
    for (const child of children) child.kill('SIGKILL');
    await server.drop();
  }, 300_000);
});
