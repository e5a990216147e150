import { parseArgs } from 'node:util';
import { startControl } from './control.ts';
import { createDistrict } from './create-district.ts';
import { startStandIns } from './load-stand-ins.ts';

/**
 * The demo district in a process of its own: stand-ins of the departments' systems, and the control endpoint. Tells
 * its parent, or standard output, where they are: one line of JSON.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    folder: { type: 'string', default: 'var/demo' },
    seed: { type: 'string', default: '20180112' },
    /** Milliseconds by which the demo's clock is ahead of this machine's. */
    'clock-offset-ms': { type: 'string', default: '0' },
  },
});
const offsetMs = Number(values['clock-offset-ms']);
const clock = { now: () => Date.now() + offsetMs };
const standIns = await startStandIns(createDistrict({ clock, seed: Number(values.seed), folder: values.folder }));
const control = await startControl(standIns, Number(values.port));
const ready = {
  control: control.url,
  settings: Object.fromEntries(standIns.map(({ department, settings }) => [department, settings])),
};
if (process.send === undefined) console.log(JSON.stringify(ready));
else process.send(ready);

let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  await Promise.all([control.close(), ...standIns.map((one) => one.close())]);
  process.exit(0);
}
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());
// The district has no life of its own when it was started by a gateway.
process.on('disconnect', () => void close());
