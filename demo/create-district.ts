import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../subgraphs/connector/protocol.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';
import type { District } from './district.ts';
import { generatedOrganisations, knownOrganisations } from './organisations.ts';
import type { Servers } from './servers.ts';

export interface DistrictParts {
  readonly clock: Clock;
  readonly seed: number;
  /** Folder for what departments deliver as files; emptied first, so that every start gives the same district. */
  readonly folder: string;
  readonly servers?: Servers;
}

export function createDistrict({ clock, seed, folder, servers }: DistrictParts): District {
  rmSync(folder, { recursive: true, force: true });
  const year = Number(localDay(clock.now()).slice(0, 4));
  return {
    clock,
    seed,
    organisations: [...knownOrganisations(), ...generatedOrganisations(seed, year)],
    folder(department) {
      const own = join(folder, department);
      mkdirSync(own, { recursive: true });
      return own;
    },
    ...(servers === undefined ? {} : { servers }),
  };
}
