import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../subgraphs/database/open-database.ts';
import { quiet } from './support/database.ts';
import { root, untilReady, type RunningGateway } from './support/gateway-process.ts';
import { isLong } from './support/measures-proof.ts';
import { onEmbedded } from './support/on-embedded.ts';
import { createPostgresDatabase, postgres } from './support/postgres.ts';

/** Answers that are received before the process is killed. */
const answers = isLong ? 10_000 : 300;
const atOnce = 24;
const codes = ['91510904MAXXXX015M', '9151090420599001XY', '91510904205990028Y'];
const query = `query Look($code: CreditCode!) {
  organisation(creditCode: $code) { name court { creditRecords { documentNumber } } stateTax { source { state } } }
}`;

interface Proof {
  readonly folder: string;
  readonly databaseUrl: string | null;
}

const environment = ({ databaseUrl, folder }: Proof) => ({
  PATH: process.env['PATH'],
  PORT: '0',
  DEMO_PORT: '0',
  DATA_DIR: folder,
  LOG_LEVEL: 'warn',
  ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
});

async function start(proof: Proof): Promise<RunningGateway> {
  const child = spawn('node', [join(root, 'gateway/main.ts')], {
    cwd: proof.folder,
    env: environment(proof),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return untilReady(child);
}

async function tokenOf({ output }: RunningGateway): Promise<string> {
  const control = /Demo:\s+(\S+)\/departments/.exec(output())![1]!;
  const response = await fetch(`${control}/token?role=approval`);
  return ((await response.json()) as { token: string }).token;
}

/** Asks with many clients until so many answers were received, then kills the process; the ids of what was received. */
async function killUnderLoad(gateway: RunningGateway): Promise<string[]> {
  const authorization = `Bearer ${await tokenOf(gateway)}`;
  const received: string[] = [];
  let asked = 0;
  const ask = async () => {
    const id = `asked-${(asked += 1)}`;
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': id, 'x-purpose': 'APPROVAL', authorization },
      body: JSON.stringify({ query, variables: { code: codes[asked % codes.length] } }),
    });
    const { data } = (await response.json()) as { data?: unknown };
    if (data != null) received.push(id);
    if (received.length >= answers) gateway.child.kill('SIGKILL');
  };
  const client = async () => {
    while (!gateway.child.killed)
      await ask().catch((error: unknown) => {
        if (!gateway.child.killed) throw error;
      });
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  await gateway.exited;
  return received;
}

function verify(proof: Proof, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('node', [join(root, 'subgraphs/verify-disclosures.ts'), ...args], {
    cwd: proof.folder,
    env: environment(proof),
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

async function prove(proof: Proof): Promise<void> {
  const gateway = await start(proof);
  try {
    const received = await killUnderLoad(gateway);
    expect(received.length).toBeGreaterThanOrEqual(answers);
    expect(verify(proof)).toMatchObject({ status: 0, output: expect.stringContaining('as they were written') });

    const database = await openDatabase({ url: proof.databaseUrl, dataDir: proof.folder }, quiet);
    const kept = await database.query<{ request_id: string; seq: number; organisations: string[] }>(
      "SELECT request_id, seq, organisations FROM disclosure_log WHERE role = 'approval' ORDER BY seq",
    );
    const logged = new Set(kept.map(({ request_id }) => request_id));
    expect(received.filter((id) => !logged.has(id))).toEqual([]);
    expect(kept.every(({ organisations }) => organisations.length === 1)).toBe(true);
    const groups = await database.query('SELECT 1 FROM disclosure_groups');
    expect(groups.length).toBeLessThan(kept.length / 2);

    const { seq } = kept[Math.floor(kept.length / 2)]!;
    await database.transaction(async (queries) => {
      await queries.query('SET LOCAL session_replication_role = replica');
      await queries.query(
        "UPDATE disclosure_entries SET content = overlay(content placing 'g' from 7 for 1) WHERE seq = $1",
        [seq],
      );
    });
    await database.close();
    const found = verify(proof, '--from', '2020-01-01');
    expect(found.status).toBe(1);
    expect(found.output.split('\n')[0]).toMatch(new RegExp(`^CHANGED entry ${seq}: `));
    expect(verify(proof, '--key', 'no-such-file')).toMatchObject({
      status: 2,
      output: expect.stringContaining('no-such-file holds no key'),
    });
    expect(verify(proof, '--from', 'yesterday')).toMatchObject({
      status: 2,
      output: expect.stringContaining('--from is no day'),
    });
  } finally {
    if (gateway.child.exitCode === null && gateway.child.signalCode === null) {
      gateway.child.kill('SIGKILL');
      await once(gateway.child, 'exit');
    }
  }
}

const longest = isLong ? 900_000 : 120_000;
const title = 'a gateway that is killed under load has written down every answer that a client received';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

onEmbedded.test(`${title}, in the embedded database`, () => prove({ folder, databaseUrl: null }), longest);

postgres.describe('on a PostgreSQL server', () => {
  test(
    title,
    async () => {
      const server = await createPostgresDatabase();
      try {
        await prove({ folder, databaseUrl: server.url });
      } finally {
        await server.drop();
      }
    },
    longest,
  );
});
