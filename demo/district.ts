import type { Clock } from '../subgraphs/connector/protocol.ts';
import type { GatewayClient } from './gateway-client.ts';
import type { OrderDesk, Pace } from './order-desk.ts';
import type { Servers } from './servers.ts';

/** How a stand-in behaves. `slow` answers after the connector's timeout; `garbage` answers what cannot be relied on. */
export type Mode = 'normal' | 'slow' | 'failing' | 'garbage' | 'dead';
export const modes: readonly Mode[] = ['normal', 'slow', 'failing', 'garbage', 'dead'];

/** One fictional organisation of the district, as organisations.csv describes it. */
export interface DemoOrganisation {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: string;
  readonly registrationNumber: string;
  readonly organisationCode: string;
  readonly oldTaxNumber: string;
  readonly otherCertificate: string;
  /** 存续, 注销, 吊销未注销, 歇业 … as registers write it. */
  readonly status: string;
  readonly establishedOn: string;
  readonly formerNames: readonly string[];
  readonly parentCreditCode: string;
  readonly registryRegion: string;
  /** false: one of the 43 of organisations.csv, about which the samples speak. */
  readonly generated: boolean;
}

/** What every stand-in is made from. The same seed and day give the same district. */
export interface District {
  readonly clock: Clock;
  readonly seed: number;
  readonly organisations: readonly DemoOrganisation[];
  /** A folder of the stand-in's own, for departments that deliver files. */
  folder(department: string): string;
  /** Real database servers for the departments that have an exchange database; without one they have stand-ins. */
  readonly servers?: Servers;
  /** How fast its departments work on orders of measures; absent: at once, when they are told to work. */
  readonly pace?: Pace;
  /** A department's program as a client of the gateway; null: there is no gateway to be a client of. */
  readonly clientOf?: (department: string) => GatewayClient | null;
}

/** A department's system, on real sockets and files. */
export interface StandIn {
  readonly department: string;
  /** Settings of its connector: `url` becomes DEPARTMENT_<NAME>_URL, `appKey` DEPARTMENT_<NAME>_APP_KEY. */
  readonly settings: Readonly<Record<string, string>>;
  setMode(mode: Mode): Promise<void>;
  /** Calls received since the start: requests, statements, directory listings. */
  calls(): number;
  /** Orders of measures that it has received; absent: its system takes none. */
  readonly orders?: OrderDesk;
  close(): Promise<void>;
}

/** What demo/stand-ins/<department>/stand-in.ts exports as `createStandIn`. */
export type CreateStandIn = (district: District) => Promise<StandIn>;
