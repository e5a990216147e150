/** The demo's departments in a process of their own, so that what they cost is not counted; their clock is told. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDistrict } from '../demo/create-district.ts';
import { startStandIns } from '../demo/load-stand-ins.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
let offsetMs = Number(process.argv[2]);
const clock = { now: () => Date.now() + offsetMs };
process.on('message', (told: { readonly offsetMs: number }) => {
  ({ offsetMs } = told);
  process.send!('told');
});
const standIns = await startStandIns(createDistrict({ clock, seed: 7, folder }));
process.on('disconnect', () => {
  void Promise.all(standIns.map((one) => one.close())).then(() => {
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
});
process.send!(standIns.map(({ department, settings }) => ({ department, settings })));
