import { sdlDigest } from '../../schema/subgraph-sdl.ts';
import type { Place } from '../places.ts';
import { askHost, askService } from './ask-host.ts';

/** How one subgraph stands. Its address is nobody's business. */
export interface SubgraphHealth {
  readonly served: 'here' | 'elsewhere';
  readonly state: 'ready' | 'not ready' | 'unreachable';
  /** `other`: its host serves another schema than the one that was composed here, usually an older one. */
  readonly schema: 'current' | 'other' | 'unknown';
}

/** Whoever asks how the subgraphs stand shares one look at them, at most this often. */
const lookEveryMs = 1000;

export interface Watched {
  readonly name: string;
  readonly place: Place;
  /** Digest of the SDL that was composed; null in a supergraph of somebody else's. */
  readonly digest: string | null;
}

/** Looks at every subgraph: those in this process by their SDL, those elsewhere by their host's /health/ready. */
export function createSubgraphWatch(watched: () => readonly Watched[]): () => Promise<Record<string, SubgraphHealth>> {
  let look: { readonly at: number; readonly found: Promise<Record<string, SubgraphHealth>> } | undefined;
  return () => {
    if (look === undefined || performance.now() - look.at > lookEveryMs)
      look = { at: performance.now(), found: lookAtAll(watched()) };
    return look.found;
  };
}

async function lookAtAll(watched: readonly Watched[]): Promise<Record<string, SubgraphHealth>> {
  return Object.fromEntries(await Promise.all(watched.map(async (one) => [one.name, await lookAt(one)] as const)));
}

async function lookAt({ digest, name, place }: Watched): Promise<SubgraphHealth> {
  if (place.kind === 'here') {
    return { served: 'here', state: 'ready', schema: compare(digest, sdlDigest(place.subgraph.sdl)) };
  }
  const told = await (digest === null ? askService : askHost)(place.url, place.tls);
  if (told === null) return { served: 'elsewhere', state: 'unreachable', schema: 'unknown' };
  return {
    served: 'elsewhere',
    state: told.ready ? 'ready' : 'not ready',
    schema: compare(digest, told.digests.get(name)),
  };
}

function compare(composed: string | null, served: string | undefined): SubgraphHealth['schema'] {
  if (composed === null || served === undefined) return 'unknown';
  return composed === served ? 'current' : 'other';
}
