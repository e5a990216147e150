import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProcesses, nobody, root, untilReady, type Processes } from './support/gateway-process.ts';
import { askGraphql } from './support/gateway.ts';

let processes: Processes;
beforeEach(async () => {
  processes = await createProcesses();
});
afterEach(() => processes.close());

describe('the gateway alone, with a supergraph of somebody else', () => {
  test('answers, says what is off, and masks what its services say', async () => {
    const gateway = await processes.start();
    expect(gateway.output()).toContain('identity, rights, purpose of use and disclosure log are off');
    const whole = await askGraphql(`${gateway.url}/graphql`, { query: '{ bridges { id name } }' });
    expect(whole.body).toEqual({ data: { bridges: [{ id: '1', name: '虹桥' }] } });
    const { body } = await askGraphql(`${gateway.url}/graphql`, {
      query: '{ bridges { name verdict } inspectors leak refused }',
    });
    expect(body.data).toEqual({
      bridges: [{ name: '虹桥', verdict: null }],
      inspectors: null,
      leak: null,
      refused: null,
    });
    expect(
      new Set(body.errors!.map(({ extensions, path }) => `${path!.join('.')} ${String(extensions.code)}`)),
    ).toEqual(
      new Set([
        'bridges.0 SERVICE_UNAVAILABLE',
        'inspectors SERVICE_UNAVAILABLE',
        'leak INTERNAL_ERROR',
        'refused FORBIDDEN',
      ]),
    );
    expect(JSON.stringify(body)).not.toMatch(/password|10\.1\.1\.1|serviceName|stacktrace|127\.0\.0\.1/);
  });

  test('says that a service answered with what its schema does not allow', async () => {
    const { url } = await processes.start();
    const { body } = await askGraphql(`${url}/graphql`, { query: '{ bridges { id length } }' });
    expect(body).toMatchObject({
      data: { bridges: [{ id: '1', length: null }] },
      errors: [{ path: ['bridges', 0, 'length'], extensions: { code: 'SERVICE_ANSWER_INVALID' } }],
    });
    expect(body.extensions).toBeUndefined();
  });

  test('says in one line which setting to change where its address is taken', async () => {
    const { port } = new URL((await processes.start()).url);
    await expect(processes.start({}, [], port)).rejects.toThrow(
      new Error(
        `the gateway ended before it was ready:\n127.0.0.1:${port} is taken by another process; set PORT (or --port), or HOST, to another.\n`,
      ),
    );
  });

  test('serves the explorer and its health', async () => {
    const { url } = await processes.start();
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

  test('takes another address of a service from SUBGRAPH_<NAME>_URL', async () => {
    const { url } = await processes.start({ SUBGRAPH_BRIDGES_URL: nobody });
    const { body } = await askGraphql(`${url}/graphql`, { query: '{ leak }' });
    expect(body.errors![0]!.extensions.code).toBe('SERVICE_UNAVAILABLE');
  });
});

describe('a start that cannot succeed', () => {
  test('names every fault of the settings at once', async () => {
    const started = processes.start({ PORT: 'abc', DRAIN_TIMEOUT: 'soon', SUBGRAPH_BRIDGES_URL: 'ftp://x' });
    await expect(started).rejects.toThrow(
      /(?=[^]*PORT: "abc")(?=[^]*DRAIN_TIMEOUT: "soon")(?=[^]*SUBGRAPH_BRIDGES_URL: "ftp:\/\/x")/,
    );
  });

  const startOurOwn = (env: Record<string, string>) => {
    const args = [
      join(root, 'gateway/main.ts'),
      '--supergraph',
      join(root, 'schema/supergraph.graphql'),
      '--port',
      '0',
    ];
    return spawn(process.execPath, args, { cwd: processes.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  };

  test('says so of our own supergraph, which would be open to everybody', async () => {
    await expect(untilReady(startOurOwn({}))).rejects.toThrow('it would be open to everybody');
  });

  test('is none with our own supergraph in a demo', async () => {
    const started = await untilReady(startOurOwn({ DEMO: 'true' }));
    started.child.kill('SIGKILL');
    expect(started.output()).toContain('identity, rights, purpose of use and disclosure log are off');
  });

  test('names a setting that belongs to no subgraph', async () => {
    const started = processes.start({ SUBGRAPH_BRIDGE_URL: nobody });
    await expect(started).rejects.toThrow('SUBGRAPH_BRIDGE_URL: the supergraph has no such subgraph');
  });
});

describe('connections', () => {
  test('are opened to what is configured and nowhere else, whatever Apollo finds in the environment', async () => {
    const record = join(processes.folder, 'connections');
    const environment = {
      APOLLO_KEY: 'service:graph:key',
      APOLLO_GRAPH_REF: 'graph@current',
      APOLLO_SCHEMA_REPORTING: 'true',
      APOLLO_TELEMETRY_DISABLED: 'false',
      HTTP_PROXY: 'http://127.0.0.1:8',
      http_proxy: 'http://127.0.0.1:8',
      RECORD_CONNECTIONS: record,
    };
    const hook = join(root, 'test/support/record-connections.ts');
    const { child, exited, url } = await processes.start(environment, ['--import', hook]);
    await askGraphql(`${url}/graphql`, { query: '{ bridges { name verdict } }' });
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
    const targets = new Set(readFileSync(record, 'utf8').trim().split('\n'));
    expect(targets).toEqual(new Set([`connect ${new URL(processes.bridges.url).host}`, 'connect 127.0.0.1:9']));
  });

  test('telemetry is switched off before anything else is loaded', () => {
    for (const file of ['main.ts', 'server.ts', 'graphql-server.ts', 'federation.ts']) {
      const source = readFileSync(join(root, 'gateway', file), 'utf8');
      expect(/^import [^;]*;/m.exec(source)![0]).toBe("import './telemetry-off.ts';");
    }
  });
});
