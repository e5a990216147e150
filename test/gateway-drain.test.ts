import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { json } from 'node:stream/consumers';
import { createProcesses, type Processes } from './support/gateway-process.ts';

let processes: Processes;
let agent: Agent;
beforeEach(async () => {
  processes = await createProcesses();
  agent = new Agent({ keepAlive: true });
});
afterEach(async () => {
  agent.destroy();
  await processes.close();
});

describe('told to stop,', () => {
  test('the gateway answers what is under way, accepts nothing new, and ends with 0', async () => {
    const { child, exited, url } = await processes.start();
    const answer = askSlowly(url);
    await processes.bridges.asked;
    child.kill('SIGTERM');
    await refusal(url);
    expect(child.exitCode).toBeNull();
    processes.bridges.release();
    expect(await answer).toEqual({ body: { data: { slow: 'late' } }, connection: 'close' });
    expect(await exited).toBe(0);
  });

  test('it cuts off what does not end in time', async () => {
    const { child, exited, output, url } = await processes.start({ DRAIN_TIMEOUT: '200ms' });
    const cut = expect(askSlowly(url)).rejects.toThrow('socket hang up');
    await processes.bridges.asked;
    child.kill('SIGTERM');
    await cut;
    expect(await exited).toBe(0);
    expect(output()).toContain('requests under way were cut off');
  });

  test('a second signal makes it end at once', async () => {
    const { child, exited, url } = await processes.start();
    const cut = expect(askSlowly(url)).rejects.toThrow('socket hang up');
    await processes.bridges.asked;
    child.kill('SIGINT');
    await refusal(url);
    child.kill('SIGINT');
    expect(await exited).toBe(1);
    await cut;
  });
});

/** Asks for what the bridges' service answers only when the test lets it. */
function askSlowly(url: string): Promise<{ body: unknown; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (res) => {
      json(res).then((body) => resolve({ body, connection: res.headers.connection }), reject);
    });
    asked.on('error', reject).end(JSON.stringify({ query: '{ slow }' }));
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
