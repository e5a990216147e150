import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIdentity } from '../../gateway/identity/open-identity.ts';
import type { Caller } from '../../schema/caller.ts';
import { composeFolders } from '../../schema/compose-checked.ts';
import { openGateway, readableLog, type OpenGateway, type OpenParts } from './gateway.ts';
import { errands, folders } from './small-folders.ts';
import { createSmallHost, type SmallHost } from './small-host.ts';
import { audience, issuer, now } from './token-issuer.ts';
import type { JWK } from 'jose';

export const withErrands = [...folders, errands];
export const errandsSupergraph = composeFolders(withErrands, { merged: {} }).supergraphSdl;

export interface IdentifiedGateway extends OpenGateway {
  readonly host: SmallHost;
  readonly lines: readonly Record<string, unknown>[];
  /** Who asked the subgraphs, one entry for each that was asked. */
  callers(): (Caller | null)[];
  /** Writes the key file anew. */
  writeKeys(keys: readonly JWK[] | string): void;
  /** The machine's clock. */
  passSeconds(seconds: number): void;
}

/** The small district with a mutation, behind a gateway that believes the tokens signed with these keys. */
export async function openIdentified(
  keys: readonly JWK[],
  parts: OpenParts & { readonly algorithms?: readonly string[] } = {},
): Promise<IdentifiedGateway> {
  const { algorithms = ['ES256', 'EdDSA'], ...rest } = parts;
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const file = join(folder, 'jwks.json');
  const writeKeys = (set: readonly JWK[] | string) =>
    writeFileSync(file, typeof set === 'string' ? set : JSON.stringify({ keys: set }));
  writeKeys(keys);
  let clock = now;
  const { lines, log } = readableLog();
  const identity = openIdentity({ jwks: file, issuer, audience, algorithms }, { now: () => clock, log });
  const host = createSmallHost({ merged: {} }, undefined, withErrands);
  const opened = await openGateway({ host, supergraphSdl: errandsSupergraph, identity, log, ...rest });
  return {
    ...opened,
    host,
    lines,
    writeKeys,
    callers: () => host.contexts.map(({ request }) => request.caller),
    passSeconds(seconds) {
      clock += seconds * 1000;
    },
    async close() {
      await opened.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
