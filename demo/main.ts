import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { createDistrict } from './create-district.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { startStandIns } from './load-stand-ins.ts';
import { readServers } from './servers.ts';

/**
 * The demo district in a process of its own: stand-ins of the departments' systems, and the control endpoint. Tells
 * its parent, or standard output, where they are: one line of JSON. DEMO_POSTGRES_URL and DEMO_MARIADB_URL name real
 * servers on which the exchange databases are put for as long as the demo runs.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    folder: { type: 'string', default: 'var/demo' },
    seed: { type: 'string', default: '20180112' },
    /** Milliseconds by which the demo's clock is ahead of this machine's. */
    'clock-offset-ms': { type: 'string', default: '0' },
    /** Beside a configured department, or a configured issuer, the demo gives out no tokens. */
    'no-issuer': { type: 'boolean', default: false },
  },
});
const offsetMs = Number(values['clock-offset-ms']);
const clock = { now: () => Date.now() + offsetMs };
const starting = startStandIns(
  createDistrict({ clock, seed: Number(values.seed), folder: values.folder, servers: readServers(process.env) }),
);

let closing = false;
async function close(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  // Also what is still starting: it would leave its database behind on a real server.
  const standIns = await starting.catch(() => []);
  await Promise.allSettled(standIns.map((one) => one.close()));
  process.exit(code);
}
process.on('SIGTERM', () => void close(0));
process.on('SIGINT', () => void close(0));
// The district has no life of its own when it was started by a gateway.
process.on('disconnect', () => void close(0));

try {
  const standIns = await starting;
  const issuer = values['no-issuer'] ? null : await createIssuer(Date.now);
  const control = await startControl({ standIns, issuer, port: Number(values.port) });
  const ready = {
    control: control.url,
    identity: issuer === null ? null : identityOf(issuer, control.url),
    settings: Object.fromEntries(standIns.map(({ department, settings }) => [department, settings])),
  };
  if (process.send === undefined) console.log(JSON.stringify(ready));
  else process.send(ready);
} catch (error) {
  console.error(error);
  await close(1);
}

/** What a gateway needs to believe this issuer, as an operator would set it. */
function identityOf({ algorithm, audience, issuer }: Issuer, control: string) {
  return { jwks: `${control}/jwks.json`, tokens: `${control}/token`, issuer, audience, algorithm };
}
