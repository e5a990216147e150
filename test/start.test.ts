import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { everyDepartment } from './support/district.ts';
import { root, untilReady, type RunningGateway } from './support/gateway-process.ts';
import { block } from './support/readme.ts';

let folder: string;
let started: RunningGateway;
const control = () => /Demo:\s+(\S+)\/departments/.exec(started.output())![1]!;

/** What the README's first line does. */
async function tokenFor(role: string): Promise<string> {
  const line = /^TOKEN=\$\((.*)\)$/m.exec(block('README.md', 'sh', '/graphql'))![1]!;
  const here = line.replace('http://127.0.0.1:4100', control()).replace('role=analyst', `role=${role}`);
  return (await promisify(execFile)('sh', ['-c', here])).stdout.trim();
}

async function ask(query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${started.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await tokenFor('analyst')}`,
      'x-purpose': 'DEVELOPMENT_TEST',
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    data: Record<string, never>;
    errors?: { extensions: { code: string } }[];
    extensions?: { clock?: string };
  };
}

/** What `npm start` runs, on free ports and a folder of its own, with every connection written down. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  const hook = join(root, 'test/support/record-connections.ts');
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    DEMO_PORT: '0',
    DATA_DIR: folder,
    RECORD_CONNECTIONS: join(folder, 'connections'),
    LOG_LEVEL: 'warn',
  };
  const child = spawn('node', ['--import', hook, join(root, 'gateway/main.ts')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = await untilReady(child);
}, 180_000);
afterAll(() => {
  started.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('npm start without configuration answers the README’s query by hand, on the demo’s clock', async () => {
  const commands = block('README.md', 'sh', '/graphql')
    .replaceAll('http://127.0.0.1:4100', control())
    .replaceAll('http://127.0.0.1:4000', started.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', commands]);
  const { data, errors, extensions } = JSON.parse(stdout) as Awaited<ReturnType<typeof ask>>;
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    organisation: { name: '遂宁样例宏建建筑工程有限公司', court: { source: { state: 'ANSWERED' } } },
  });
  expect(extensions?.clock).toMatch(/^demo clock: the day is \d{4}-\d{2}-\d{2} in Asia\/Shanghai/);
});

test('every department is connected and stands well', async () => {
  const { data } = await ask(
    '{ departments { name connected lastError rejectedRows deliveries { rows facts dropped unlinked rejected repeated } } }',
  );
  const departments = data['departments'] as unknown as {
    name: string;
    connected: boolean;
    lastError: string | null;
    deliveries: Record<string, number>[];
  }[];
  expect(departments.map(({ name, connected, lastError }) => [name, connected, lastError])).toEqual(
    everyDepartment.map((name) => [name, true, null]),
  );
});

test('the control endpoint switches a department off and on, and refuses what it does not know', async () => {
  const post = (path: string, mode: string) =>
    fetch(`${control()}/departments/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mode }),
    });
  const query =
    '{ organisation(creditCode: "915109042059900797") { court { source { state } creditRecords { id } } } }';
  expect((await post('court', 'dead')).status).toBe(200);
  const silent = await ask(query);
  expect(silent.data).toMatchObject({
    organisation: { court: { source: { state: 'UNAVAILABLE' }, creditRecords: null } },
  });
  expect(silent.errors).toMatchObject([{ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } }]);
  expect((await post('court', 'normal')).status).toBe(200);
  expect((await ask(query, { 'cache-control': 'no-cache' })).data).toMatchObject({
    organisation: { court: { source: { state: 'ANSWERED' } } },
  });
  expect((await post('court', 'sulking')).status).toBe(400);
  expect((await post('post-office', 'dead')).status).toBe(404);
});

test.each([
  ['a path or method that it does not have', { method: 'PUT', body: '{"mode":"dead"}' }, 404, 'NOT_FOUND'],
  ['a body that is no JSON', { method: 'POST', body: '{"mode":' }, 400, 'BODY_UNREADABLE'],
])('the control endpoint says in JSON what is wrong with %s', async (_, request, status, code) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${control()}/departments/court`, { ...request, headers });
  expect([response.status, await response.json()]).toMatchObject([status, { code }]);
});

test('the explorer is there, from the gateway’s own files', async () => {
  const response = await fetch(`${started.url}/explorer`);
  expect([response.status, response.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining("default-src 'self'"),
  ]);
});

test('where the port of the demo is taken, one line says which setting to change', async () => {
  const { port } = new URL(control());
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    DEMO_PORT: port,
    DATA_DIR: join(folder, 'second'),
    LOG_LEVEL: 'warn',
  };
  const second = spawn('node', [join(root, 'gateway/main.ts')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await expect(untilReady(second)).rejects.toThrow(
    new Error(
      'the gateway ended before it was ready:\n' +
        `The demo district did not start: 127.0.0.1:${port} is taken by another process; set DEMO_PORT (--port of the demo alone) to another.\n`,
    ),
  );
});

test('SIGTERM ends it and its district, and it never connected to anything but the district’s systems', async () => {
  const url = control();
  started.child.kill('SIGTERM');
  expect(await started.exited).toBe(0);
  await expect(fetch(`${url}/departments`)).rejects.toThrow();
  const targets = readFileSync(join(folder, 'connections'), 'utf8').trim().split('\n');
  expect(targets.filter((target) => !/^connect (127\.0\.0\.1|::1):\d+$/.test(target))).toEqual([]);
});
