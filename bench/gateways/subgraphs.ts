/**
 * The subgraphs behind every gateway that is measured, in a process of their own: real answers of the demo district
 * about a few organisations, given out in the name of as many as are asked for, so that what is measured is the
 * gateway. `delayMs` makes them as slow as departments that have nothing at hand.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { openBenchHost } from './bench-host.ts';
import { givenSettings } from './given-settings.ts';
import { createLeanAnswers } from './lean-answers.ts';

const delayMs = Number(givenSettings()['delayMs'] ?? 0);
const opened = await openBenchHost();
const { host, templates } = opened;
const lean = new Map(host.subgraphs.map((one) => [`/${one.name}/graphql`, createLeanAnswers(host, one, templates)]));

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answer = lean.get(request.url ?? '');
    if (answer === undefined) return void response.writeHead(404).end();
    answer(Buffer.concat(chunks).toString('utf8'))
      .then(async (text) => {
        if (delayMs > 0) await pause(delayMs);
        response.writeHead(200, { 'content-type': 'application/json' }).end(text);
      })
      .catch((error: unknown) => response.writeHead(500).end(JSON.stringify({ errors: [{ message: String(error) }] })));
  });
});
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`ready ${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => void opened.close().finally(() => process.exit(0)));
