import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIdentity } from '../../gateway/identity/open-identity.ts';
import { listen } from '../../gateway/listen.ts';
import { placesOfOurs } from '../../gateway/places.ts';
import { readDocuments } from '../../gateway/read-documents.ts';
import { createGateway, type GatewayParts } from '../../gateway/server.ts';
import { readFileSync } from 'node:fs';
import { openDistrict, type GraphqlAnswer, type TestDistrict, askAt } from './district.ts';
import { silent } from './gateway.ts';
import { audience, createTestIssuer, issuer, now } from './token-issuer.ts';

const root = join(import.meta.dirname, '../..');
export const trusted = readDocuments(join(root, 'schema/operations'));
export const textOf = (name: string) => trusted.find((one) => one.name === name)!.text;

export interface Called {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface RestStage extends AsyncDisposable {
  readonly url: string;
  readonly district: TestDistrict;
  /** A token of the issuer that this gateway believes. */
  token(claims?: Record<string, unknown>): Promise<string>;
  /** A plain call by an approval system, unless a test says otherwise. */
  call(path: string, init?: RequestInit & { readonly headers?: Record<string, string> }): Promise<Called>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Called>;
  /** The same by GraphQL, for the same caller. */
  ask(document: string, variables: Record<string, unknown>): Promise<GraphqlAnswer>;
}

/** The demo district behind a gateway that knows its callers, and answers plain calls. */
export async function openRestStage(parts: Partial<GatewayParts> = {}): Promise<RestStage> {
  const folder = mkdtempSync(join(tmpdir(), 'rest-'));
  const keys = await createTestIssuer();
  const jwks = join(folder, 'jwks.json');
  writeFileSync(jwks, JSON.stringify({ keys: [keys.publicJwk] }));
  const district = await openDistrict({ seed: 20_180_112 });
  const tokens = { jwks, issuer, audience, algorithms: ['ES256'] };
  const gateway = await createGateway({
    supergraphSdl: readFileSync(join(root, 'schema/supergraph.graphql'), 'utf8'),
    placeOf: placesOfOurs({ host: district.host, urls: new Map(), timeoutMs: 10_000 }),
    digests: new Map(),
    documents: trusted.filter(({ name }) => name.includes('green-channel')),
    clockNotice: null,
    explorer: null,
    identity: openIdentity(tokens, { now: () => now, log: silent }),
    log: silent,
    now: () => district.clock.now(),
    ...parts,
  });
  const listening = await listen(gateway.app, { host: '127.0.0.1', port: 0 });
  await gateway.warm();
  const { url } = listening;
  const token = (claims: Record<string, unknown> = {}) => keys.sign({ role: 'approval', ...claims });
  const authorization = `Bearer ${await token()}`;
  const call: RestStage['call'] = async (path, init = {}) => {
    const response = await fetch(url + path, {
      ...init,
      headers: { authorization, 'x-purpose': 'APPROVAL', ...init.headers },
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };
  return {
    url,
    district,
    token,
    call,
    post: (path, body, headers = {}) =>
      call(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    ask: (document, variables) => askAt(url)(textOf(document), variables, { authorization, 'x-purpose': 'APPROVAL' }),
    async [Symbol.asyncDispose]() {
      await listening.drain(1000);
      await gateway.close();
      await district[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}
