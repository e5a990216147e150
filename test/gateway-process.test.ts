import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { foreignSupergraph, serveBridges, type Bridges } from './support/foreign.ts';
import { askGraphql } from './support/gateway.ts';

const root = join(import.meta.dirname, '..');
const nobody = 'http://127.0.0.1:9/';

interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  output(): string;
}

let folder: string;
let bridges: Bridges;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  bridges = await serveBridges();
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
  await bridges.close();
  rmSync(folder, { recursive: true });
});

/** The gateway as an operator starts it, on a supergraph that is not ours. */
async function start(env: Record<string, string> = {}, nodeArgs: readonly string[] = []): Promise<Running> {
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, foreignSupergraph(bridges.url, nobody));
  const args = [...nodeArgs, join(root, 'gateway/main.ts'), '--supergraph', file, '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  const found = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const url = /GraphQL:\s+(\S+)\/graphql/.exec(output)?.[1];
      if (url !== undefined) found.resolve(url);
    });
  }
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  void exited.then(() => found.reject(new Error(`ended before it was ready:\n${output}`)));
  found.promise.catch(() => {});
  return { url: await found.promise, child, exited, output: () => output };
}

describe('the gateway alone, with a supergraph of somebody else', () => {
  test('answers, says what is off, and masks what its services say', async () => {
    const { output, url } = await start();
    expect(output()).toContain('rights, purposes of use, receipts and the disclosure log are off');
    const whole = await askGraphql(`${url}/graphql`, { query: '{ bridges { id name } }' });
    expect(whole.body).toEqual({ data: { bridges: [{ id: '1', name: '虹桥' }] } });
    const partial = await askGraphql(`${url}/graphql`, { query: '{ bridges { name verdict } inspectors leak }' });
    expect(partial.body.data).toEqual({ bridges: [{ name: '虹桥', verdict: null }], inspectors: null, leak: null });
    expect(partial.body.errors!.map(({ extensions, path }) => [path!.join('.'), extensions.code]).toSorted()).toEqual([
      ['bridges.0', 'SERVICE_UNAVAILABLE'],
      ['inspectors', 'SERVICE_UNAVAILABLE'],
      ['leak', 'INTERNAL_ERROR'],
    ]);
    expect(JSON.stringify(partial.body)).not.toMatch(/password|10\.1\.1\.1|bridges\.sdl|127\.0\.0\.1/);
  });

  test('serves the explorer and its health', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/explorer`)).status).not.toBe(404);
    expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'live' });
    const ready = await fetch(`${url}/health/ready`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      status: 'ready',
      subgraphs: {
        bridges: { served: 'elsewhere', state: 'ready', schema: 'unknown' },
        inspections: { state: 'unreachable' },
      },
    });
  });

  test('takes another address of a subgraph from SUBGRAPH_<NAME>_URL', async () => {
    const { url } = await start({ SUBGRAPH_BRIDGES_URL: nobody });
    const { body } = await askGraphql(`${url}/graphql`, { query: '{ leak }' });
    expect(body.errors![0]!.extensions.code).toBe('SERVICE_UNAVAILABLE');
  });

  test('opens no connection outside its configuration, whatever Apollo finds in the environment', async () => {
    const record = join(folder, 'connections');
    const apollo = {
      APOLLO_KEY: 'service:graph:key',
      APOLLO_GRAPH_REF: 'graph@current',
      APOLLO_SCHEMA_REPORTING: 'true',
      APOLLO_TELEMETRY_DISABLED: 'false',
    };
    const proxy = {
      HTTP_PROXY: 'http://127.0.0.1:8',
      HTTPS_PROXY: 'http://127.0.0.1:8',
      http_proxy: 'http://127.0.0.1:8',
    };
    const { child, exited, url } = await start({ ...apollo, ...proxy, RECORD_CONNECTIONS: record }, [
      '--import',
      join(root, 'test/support/record-connections.ts'),
    ]);
    await askGraphql(`${url}/graphql`, { query: '{ bridges { name verdict } }' });
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(existsSync(record)).toBe(true);
    const targets = new Set(readFileSync(record, 'utf8').trim().split('\n'));
    expect([...targets].toSorted()).toEqual(
      [new URL(bridges.url).host, '127.0.0.1:9'].map((host) => `connect "${host}"`).toSorted(),
    );
  });
});

describe('on SIGTERM', () => {
  test('a request under way gets its answer, nothing new is accepted, and the process ends with 0', async () => {
    const { child, exited, url } = await start();
    const agent = new Agent({ keepAlive: true });
    const answer = post(`${url}/graphql`, agent, '{ slow }');
    await bridges.asked;
    child.kill('SIGTERM');
    await refusal(url);
    expect(child.exitCode).toBeNull();
    bridges.release();
    const { body, connection } = await answer;
    expect(body).toEqual({ data: { slow: 'late' } });
    expect(connection).toBe('close');
    expect(await exited).toBe(0);
    agent.destroy();
  });

  test('what does not end in time is cut off', async () => {
    const { child, exited, output, url } = await start({ DRAIN_TIMEOUT: '200ms' });
    const answer = post(`${url}/graphql`, new Agent(), '{ slow }');
    const cut = expect(answer).rejects.toThrow('socket hang up');
    await bridges.asked;
    child.kill('SIGTERM');
    await cut;
    expect(await exited).toBe(0);
    expect(output()).toContain('requests under way were cut off');
  });

  test('a second signal does not wait', async () => {
    const { child, exited, url } = await start();
    const cut = expect(post(`${url}/graphql`, new Agent(), '{ slow }')).rejects.toThrow('socket hang up');
    await bridges.asked;
    child.kill('SIGINT');
    await refusal(url);
    child.kill('SIGINT');
    expect(await exited).toBe(1);
    await cut;
  });
});

describe('a start that cannot succeed', () => {
  test('names every fault of the settings at once and ends with 1', async () => {
    await expect(start({ PORT: 'abc', DRAIN_TIMEOUT: 'soon', SUBGRAPH_BRIDGES_URL: 'ftp://x' })).rejects.toThrow(
      /(?=[^]*PORT: "abc")(?=[^]*DRAIN_TIMEOUT: "soon")(?=[^]*SUBGRAPH_BRIDGES_URL: "ftp:\/\/x")/,
    );
  });

  test('names a setting that belongs to no subgraph', async () => {
    await expect(start({ SUBGRAPH_BRIDGE_URL: nobody })).rejects.toThrow(
      'SUBGRAPH_BRIDGE_URL: the supergraph has no such subgraph',
    );
  });
});

test('telemetry is switched off before anything else is loaded', () => {
  for (const file of ['main.ts', 'server.ts', 'federation.ts']) {
    const source = readFileSync(join(root, 'gateway', file), 'utf8');
    expect(/^import [^;]*;/m.exec(source)![0]).toBe("import './telemetry-off.ts';");
  }
});

function post(url: string, agent: Agent, query: string): Promise<{ body: unknown; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (res) => {
      json(res).then((body) => resolve({ body, connection: res.headers.connection }), reject);
    });
    asked.on('error', reject).end(JSON.stringify({ query }));
  });
}

/** Settles once the server accepts no more connections. */
async function refusal(url: string): Promise<void> {
  for (;;) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const accepted = await new Promise<boolean>((resolve) => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    });
    socket.destroy();
    if (!accepted) return;
  }
}
