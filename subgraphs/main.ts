/** `npm run subgraphs -- --only court,environment --port 4200`: subgraphs in a process of their own. */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { AddressUnusable } from '../schema/listen-at.ts';
import { openHost } from './open-host.ts';
import { serveHttp } from './serve-http.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    port: { type: 'string', default: '4200' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});
const log = pino({ base: { process: 'subgraphs' } }, pino.destination(2));
const only = values.only?.split(',').map((name) => name.trim());
const opened = await openHost({ environment: process.env, log, ...(only === undefined ? {} : { only }) });
const served = await serveHttp(opened.host, {
  host: values.host,
  port: Number(values.port),
  internalKey: opened.internalKey,
  tls: opened.tls,
  log,
}).catch((error: unknown) => {
  console.error(error instanceof AddressUnusable ? error.message : error);
  process.exit(1);
});
log.info({ port: served.port, subgraphs: opened.host.subgraphs.map(({ name }) => name) }, 'serving');

async function close(): Promise<void> {
  await served.close();
  await opened.close();
  process.exit(0);
}
process.once('SIGTERM', () => void close());
process.once('SIGINT', () => void close());
