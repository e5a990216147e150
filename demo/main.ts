import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { createCityPlatform } from './city-platform.ts';
import { createDistrict } from './create-district.ts';
import { createGatewayClient } from './gateway-client.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { startStandIns } from './load-stand-ins.ts';
import { readServers } from './servers.ts';
import { AddressUnusable } from '../schema/listen-at.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';

/** Between two rounds of what departments do about orders. */
const ROUND_MS = 1000;

/**
 * The demo district in a process of its own: stand-ins of the departments' systems, and the control endpoint. Tells
 * its parent, or standard output, where they are: one line of JSON. DEMO_POSTGRES_URL and DEMO_MARIADB_URL name real
 * servers on which the exchange databases are put for as long as the demo runs. A message `{ "gateway": address }` of the
 * parent says where departments answer orders that have no way back of their own.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    folder: { type: 'string', default: 'var/demo' },
    seed: { type: 'string', default: '20180112' },
    /** Milliseconds by which the demo's clock is ahead of this machine's. */
    'clock-offset-ms': { type: 'string', default: '0' },
    /** Milliseconds from an order to its acknowledgement, and from there to the report. */
    'orders-after-ms': { type: 'string', default: '2000' },
    /** Beside a configured department, or a configured issuer, the demo gives out no tokens. */
    'no-issuer': { type: 'boolean', default: false },
  },
});
const offsetMs = Number(values['clock-offset-ms']);
const clock = { now: () => Date.now() + offsetMs };
let gatewayUrl: string | null = null;
let controlUrl: string | null = null;
process.on('message', (message) => {
  const { gateway } = message as { readonly gateway?: unknown };
  if (typeof gateway === 'string') gatewayUrl = gateway;
});
const starting = startStandIns(
  createDistrict({
    clock,
    seed: Number(values.seed),
    folder: values.folder,
    servers: readServers(process.env),
    pace: { afterMs: Number(values['orders-after-ms']), everyMs: ROUND_MS },
    clientOf: (department) =>
      createGatewayClient({ gatewayUrl: () => gatewayUrl, token: () => tokenFor(`officer:${department}`) }),
  }),
);

const startingCity = createCityPlatform({ today: () => localDay(clock.now()) });

let closing = false;
async function close(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  // Also what is still starting: it would leave its database behind on a real server.
  const standIns = await starting.catch(() => []);
  await Promise.allSettled([...standIns, await startingCity].map((one) => one.close()));
  process.exit(code);
}
process.on('SIGTERM', () => void close(0));
process.on('SIGINT', () => void close(0));
// The district has no life of its own when it was started by a gateway.
process.on('disconnect', () => void close(0));

/** A token of the demo's own issuer. */
async function tokenFor(role: string): Promise<string> {
  if (controlUrl === null) throw new Error('the demo is still starting');
  const response = await fetch(`${controlUrl}/token?role=${encodeURIComponent(role)}`);
  if (!response.ok) throw new Error(`there is no token for ${role}: HTTP ${response.status}`);
  return ((await response.json()) as { readonly token: string }).token;
}

try {
  const standIns = await starting;
  const issuer = values['no-issuer'] ? null : await createIssuer(Date.now);
  const cityPlatform = await startingCity;
  const control = await startControl({ standIns, cityPlatform, issuer, port: Number(values.port) });
  controlUrl = control.url;
  const ready = {
    control: control.url,
    cityPlatform: cityPlatform.settings,
    identity: issuer === null ? null : identityOf(issuer, control.url),
    settings: Object.fromEntries(standIns.map(({ department, settings }) => [department, settings])),
  };
  if (process.send === undefined) console.log(JSON.stringify(ready));
  else process.send(ready);
} catch (error) {
  console.error(error instanceof AddressUnusable ? error.message : error);
  await close(1);
}

/** What a gateway needs to believe this issuer, as an operator would set it. */
function identityOf({ algorithm, audience, issuer }: Issuer, control: string) {
  return { jwks: `${control}/jwks.json`, tokens: `${control}/token`, issuer, audience, algorithm };
}
