import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { listen } from '../../gateway/listen.ts';
import { openGateway } from '../support/gateway.ts';

let hung: Server;
afterEach(() => {
  hung.closeAllConnections();
  hung.close();
});

test('a request that takes longer than it may is answered with 504, and what is under way is given up', async () => {
  const under = Promise.withResolvers<ServerResponse>();
  hung = createServer((_, res) => under.resolve(res)).listen(0, '127.0.0.1');
  await once(hung, 'listening');
  const url = `http://127.0.0.1:${(hung.address() as AddressInfo).port}/court/graphql`;
  const urls = new Map([['SUBGRAPH_COURT_URL', url]]);
  const gateway = await openGateway({ urls, timeoutMs: 20_000, requestTimeoutMs: 1500 });
  const startedAt = performance.now();
  const { body, status } = await gateway.ask('{ organisation(creditCode: "A") { court { source { state } } } }');
  expect(performance.now() - startedAt).toBeLessThan(5000);
  expect([status, body]).toEqual([
    504,
    {
      errors: [
        {
          message: 'The request was not answered within 1500 ms and was given up.',
          extensions: {
            code: 'REQUEST_TIMED_OUT',
            timeoutMs: 1500,
            remedy: expect.stringContaining('idempotencyKey') as unknown,
          },
        },
      ],
    },
  ]);
  const asked = await under.promise;
  if (!asked.closed) await once(asked, 'close');
  expect((await gateway.ask('{ organisation(creditCode: "A") { name } }')).status).toBe(200);
  await gateway.close();
});

test.each([
  ['a request line', 'POST /graph'],
  ['headers', 'POST /graphql HTTP/1.1\r\nhost: x\r\n'],
])('half %s does not hold up the end of the process', async (_, half) => {
  hung = createServer();
  const listening = await listen((_req, res) => void res.end(), { host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(half);
  expect((await fetch(listening.url)).status).toBe(200);
  const startedAt = performance.now();
  expect(await listening.drain(30_000)).toBe(true);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});

test('a request that does not arrive in time is answered with 408', async () => {
  hung = createServer();
  const listening = await listen((req) => void req.resume(), { host: '127.0.0.1', port: 0, receiveTimeoutMs: 200 });
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\n');
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  await listening.drain(100);
});
