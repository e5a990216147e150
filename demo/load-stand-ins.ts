import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateStandIn, District, StandIn } from './district.ts';

const folder = join(import.meta.dirname, 'stand-ins');

/** Starts the stand-in of every department that has one; a folder is found by being there. When one fails, none stays. */
export async function startStandIns(district: District, only?: readonly string[]): Promise<StandIn[]> {
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'stand-in.ts')))
    .filter((name) => only === undefined || only.includes(name));
  const started = await Promise.allSettled(
    names.map(async (name) => {
      const file = join(folder, name, 'stand-in.ts');
      const module = (await import(file)) as { createStandIn: CreateStandIn };
      return module.createStandIn(district);
    }),
  );
  const standIns = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failure = started.find((one) => one.status === 'rejected');
  if (failure === undefined) return standIns;
  await Promise.all(standIns.map((one) => one.close()));
  throw failure.reason;
}
