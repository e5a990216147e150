import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../subgraphs/connector/protocol.ts';
import { localDay } from '../subgraphs/connector/timetable.ts';
import type { District } from './district.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { Pace } from './order-desk.ts';
import { generatedOrganisations, knownOrganisations } from './organisations.ts';
import type { Servers } from './servers.ts';

export interface DistrictParts {
  readonly clock: Clock;
  readonly seed: number;
  /** Folder for what departments deliver as files; emptied first, so that every start gives the same district. */
  readonly folder: string;
  readonly servers?: Servers;
  readonly pace?: Pace;
  readonly clientOf?: (department: string) => GatewayClient | null;
}

export function createDistrict({ folder, ...parts }: DistrictParts): District {
  const { clock, seed } = parts;
  rmSync(folder, { recursive: true, force: true });
  const year = Number(localDay(clock.now()).slice(0, 4));
  return {
    ...parts,
    organisations: [...knownOrganisations(), ...generatedOrganisations(seed, year)],
    folder(department) {
      const own = join(folder, department);
      mkdirSync(own, { recursive: true });
      return own;
    },
  };
}
