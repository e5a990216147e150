import { createInternalSigner } from '../schema/internal-request.ts';
import type { Tls } from '../schema/tls-settings.ts';
import type { Backend } from './sources/backend.ts';
import { createInProcessBackend, type LocalHost, type LocalSubgraph } from './sources/in-process-backend.ts';
import { createRemoteBackend, type RemoteSettings } from './sources/remote-backend.ts';

/** Where a subgraph is served: in this process, or behind a URL. */
export type Place =
  | { readonly kind: 'here'; readonly host: LocalHost; readonly subgraph: LocalSubgraph }
  | ({ readonly kind: 'elsewhere' } & RemoteSettings);

export type PlaceOf = (subgraph: { readonly name: string; readonly url: string }) => Place;

export interface Settings {
  /** What runs in this process; null: nothing of ours does. */
  readonly host: LocalHost | null;
  /** Addresses of subgraphs that are served elsewhere, by the name of the setting. */
  readonly urls: ReadonlyMap<string, string>;
  readonly timeoutMs: number;
  /** INTERNAL_KEY, with which our own hosts are told who asks. */
  readonly internalKey?: string | null;
  /** How this gateway and what is served elsewhere know each other. */
  readonly tls?: Tls | null;
}

/** Our own supergraph: a configured address wins, else the subgraph must run in this process. */
export function placesOfOurs({ host, internalKey = null, timeoutMs, tls = null, urls }: Settings): PlaceOf {
  const sign = internalKey === null ? null : createInternalSigner({ key: internalKey, now: Date.now });
  return ({ name }) => {
    const url = urls.get(urlSetting(name));
    if (url !== undefined) return { kind: 'elsewhere', url, timeoutMs, checked: true, sign, tls };
    const subgraph = host?.subgraphs.find((one) => one.name === name);
    if (host == null || subgraph === undefined) {
      throw new Error(
        `subgraph "${name}" is in the supergraph, but neither served in this process nor given by ${urlSetting(name)}`,
      );
    }
    return { kind: 'here', host, subgraph };
  };
}

/** A supergraph of somebody else's: the addresses are in it. */
export function placesOfAnother({ timeoutMs, tls = null, urls }: Omit<Settings, 'host' | 'internalKey'>): PlaceOf {
  return ({ name, url }) => {
    const address = urls.get(urlSetting(name)) ?? url;
    if (!URL.canParse(address))
      throw new Error(`subgraph "${name}" has no address in the supergraph; give it by ${urlSetting(name)}`);
    return { kind: 'elsewhere', url: address, timeoutMs, checked: false, sign: null, tls };
  };
}

/** Name of the setting that says where a subgraph is served. */
export function urlSetting(name: string): string {
  return `SUBGRAPH_${name.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()}_URL`;
}

export function backendAt(place: Place): Backend {
  if (place.kind === 'here') return createInProcessBackend(place.host, place.subgraph);
  return createRemoteBackend(place);
}
