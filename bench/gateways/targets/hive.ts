/** Hive Gateway with its defaults; HIVE_RUST=1 with the planner and executor of router-runtime. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';

const runtime = createGatewayRuntime({
  supergraph: readFileSync(process.env['SUPERGRAPH']!, 'utf8'),
  logging: false,
  ...(process.env['HIVE_RUST'] === '1' ? { unifiedGraphHandler } : {}),
});
const server = createServer((request, response) => void runtime(request, response));
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
