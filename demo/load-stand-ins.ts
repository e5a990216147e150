import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CreateStandIn, District, StandIn } from './district.ts';

const folder = join(import.meta.dirname, 'stand-ins');

/** Starts the stand-in of every department that has one; a folder is found by being there. */
export async function startStandIns(district: District, only?: readonly string[]): Promise<StandIn[]> {
  const names = readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'stand-in.ts')))
    .filter((name) => only === undefined || only.includes(name));
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name, 'stand-in.ts');
      const module = (await import(file)) as { createStandIn: CreateStandIn };
      return module.createStandIn(district);
    }),
  );
}
