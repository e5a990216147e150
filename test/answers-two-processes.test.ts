import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { as } from './support/callers.ts';
import { describeWithRedis, openOwnRedis, type OwnRedis } from './support/own-redis.ts';

const code = '9151090420599001XY';
const query =
  'query P($code: CreditCode!) { organisation(creditCode: $code) { court { courtRulings { caseNumber } } } }';
const body = JSON.stringify({ query, variables: { code } });
const headers = { 'content-type': 'application/json', ...as('analyst') };
/** From this long after a change on, nobody may say what was before it. */
const graceMs = 1000;

interface Process {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(redisUrl: string, truthUrl: string): Promise<Process> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'support/answering-process.ts')], {
    env: { ...process.env, REDIS_URL: redisUrl, TRUTH_URL: truthUrl, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, url };
}

describeWithRedis('two processes on one Redis', () => {
  let redis: OwnRedis;
  let truth = 0;
  /** When which ruling was told, by performance.now(). */
  const changes: number[] = [0];
  const server = createServer((_req, res) => res.end(String(truth)));
  let processes: Process[] = [];
  const wrong: string[] = [];
  const ending = new AbortController();
  let load: Promise<void>[] = [];
  const answered = [0, 0];

  const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  function change(by: number): void {
    truth += 1;
    changes.push(performance.now());
    processes[by]!.child.stdin!.write(`${code}\n`);
  }
  const given = async ({ url }: Process) => {
    const ready = (await (await fetch(`${url}/health/ready`)).json()) as { answers: { given: number } };
    return ready.answers.given;
  };

  /** Asks one process without a pause, and notes every answer that is too old for its moment. */
  async function ask({ url }: Process, at: number): Promise<void> {
    while (!ending.signal.aborted) {
      const startedAt = performance.now();
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      const text = await response.text();
      const ruling = Number(/"caseNumber":"\w+ (\d+)"/.exec(text)?.[1]);
      const due = changes.findLastIndex((changedAt) => changedAt + graceMs <= startedAt);
      answered[at]! += 1;
      if (!(ruling >= due))
        wrong.push(`process ${at} says ${ruling} where it has to say ${due}: ${text.slice(0, 200)}`);
    }
  }

  beforeAll(async () => {
    redis = await openOwnRedis();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const truthUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    processes = await Promise.all([start(redis.url, truthUrl), start(redis.url, truthUrl)]);
    load = processes.map(ask);
  });
  afterAll(async () => {
    ending.abort();
    redis.resume();
    await Promise.all(load);
    for (const { child } of processes) child.stdin!.end();
    await Promise.all(processes.map(async ({ child }) => child.exitCode ?? (await once(child, 'exit'))));
    await redis.kill();
    server.close();
  });

  const promise = (what: string, during: () => Promise<void>) =>
    test(`a change in one is never followed by an old answer from the other later than a second ${what}`, async () => {
      await during();
      expect(wrong).toEqual([]);
    });

  promise('under load', async () => {
    for (let time = 0; time < 4; time += 1) {
      change(time % 2);
      await pass(700);
    }
    await pass(700);
    const before = await Promise.all(processes.map(given));
    await pass(300);
    const after = await Promise.all(processes.map(given));
    // Both answer from what is kept, else there is nothing to prove.
    for (const at of [0, 1]) expect(after[at]).toBeGreaterThan(before[at]!);
  });

  promise('while Redis hangs, and after', async () => {
    redis.pause();
    await pass(200);
    change(0);
    await pass(1500);
    redis.resume();
    await pass(300);
    change(1);
    await pass(1300);
  });

  promise('while Redis is gone, and after', async () => {
    await redis.kill();
    change(1);
    await pass(1300);
    change(0);
    await pass(500);
    await redis.start();
    await pass(1300);
    change(1);
    await pass(1800);
    const before = await Promise.all(processes.map(given));
    await pass(500);
    const after = await Promise.all(processes.map(given));
    for (const at of [0, 1]) expect(after[at]).toBeGreaterThan(before[at]!);
    for (const many of answered) expect(many).toBeGreaterThan(100);
  });
});
