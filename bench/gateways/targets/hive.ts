/** Hive Gateway with its defaults; `rust`: with the planner and executor of router-runtime. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { givenSettings } from '../given-settings.ts';

const { rust, supergraph } = givenSettings();
const runtime = createGatewayRuntime({
  supergraph: readFileSync(supergraph!, 'utf8'),
  logging: false,
  ...(rust !== undefined ? { unifiedGraphHandler } : {}),
});
const server = createServer((request, response) => void runtime(request, response));
server.keepAliveTimeout = 75_000;
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
