import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { generatedOrganisations } from '../demo/organisations.ts';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import { quiet } from './support/database.ts';
import { root, untilReady, type RunningGateway } from './support/gateway-process.ts';
import { askGraphql } from './support/gateway.ts';
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

/** A gateway that is connected to no department, so that no limit makes it slow; its verdicts say that all are missing. */
function startGateway(): Promise<RunningGateway> {
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    DEMO: 'false',
    DATA_DIR: folder.path,
    LOG_LEVEL: 'warn',
    TOKEN_JWKS: join(folder.path, 'jwks.json'),
    TOKEN_ISSUER: issuer,
    TOKEN_AUDIENCE: audience,
  };
  const child = spawn('node', [join(root, 'gateway/main.ts')], {
    cwd: folder.path,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return untilReady(child);
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

test('a process that is killed amid a batch of 200 is followed by one that ends it: each organisation decided once', async () => {
  const creditCodes = generatedOrganisations(7, 200)
    .slice(0, 200)
    .map(({ creditCode }) => creditCode);
  const first = await startGateway();
  // Its plan is made before there is anything to see.
  await ask(first, look, { id: 'none' });
  const data = await ask(
    first,
    'mutation ($input: StartScreeningInput!) { startScreening(input: $input) { userErrors { code } screening { id } } }',
    { input: { idempotencyKey: 'batch-1', matter: 'SP-001', creditCodes } },
  );
  const { id } = (data['startScreening'] as unknown as { screening: Progress }).screening;
  const { state } = await progress(first, id, ({ done }) => done > 0);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  expect(state).toBe('RUNNING');

  const second = await startGateway();
  const ended = await progress(second, id, (now) => now.state === 'DONE');
  expect(ended.done).toBe(200);
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);

  const out = join(folder.path, 'results.csv');
  const writing = spawn('node', [join(root, 'subgraphs/screening-results.ts'), '--job', id, '--out', out], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'], DATA_DIR: folder.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  writing.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  expect(await once(writing, 'close')).toEqual([0, null]);
  expect(said).toContain('200 of 200 decided, 0 failed, DONE');

  const database = await openDatabase({ url: null, dataDir: folder.path }, quiet);
  const counted = await database.query(
    'SELECT count(*)::int AS decisions, count(DISTINCT credit_code)::int AS organisations FROM green_channel_decisions',
  );
  await database.close();
  expect(counted).toEqual([{ decisions: 200, organisations: 200 }]);
}, 300_000);
