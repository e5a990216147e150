import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lendDatabase, type LentDatabase } from './support/database.ts';
import { root, untilReady, type RunningGateway } from './support/gateway-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { createTestIssuer } from './support/token-issuer.ts';

const folder = temporaryFolder();
const separate = temporaryFolder();
const children: ChildProcess[] = [];
let databases: readonly LentDatabase[] = [];
let demo: RunningGateway;
let configured: RunningGateway;
let connected: RunningGateway;

/** What an operator starts, with these settings, on free ports. */
function start(env: Record<string, string>): Promise<RunningGateway> {
  const child = spawn('node', [join(root, 'gateway/main.ts')], {
    cwd: folder.path,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DEMO_PORT: '0',
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return untilReady(child);
}

beforeAll(async () => {
  databases = await Promise.all([lendDatabase(), lendDatabase()]);
  const [{ setting }, other] = databases as [LentDatabase, LentDatabase];
  const keys = join(folder.path, 'jwks.json');
  writeFileSync(keys, JSON.stringify({ keys: [(await createTestIssuer()).publicJwk] }));
  const tokens = {
    TOKEN_JWKS: keys,
    TOKEN_ISSUER: 'urn:demo-district:issuer',
    TOKEN_AUDIENCE: 'urn:demo-district:gateway',
  };
  const department = { DEMO: 'true', DATA_DIR: separate.path, DEPARTMENT_COURT_URL: 'http://127.0.0.1:9' };
  const credentials = { DEPARTMENT_COURT_USER: 'u', DEPARTMENT_COURT_PASSWORD: 'p' };
  const starting = start({ ...department, ...credentials, ...other.setting });
  demo = await start({ DATA_DIR: folder.path, ...setting });
  // Beside it, on the same folder: it joins the district, whose issuer is running.
  configured = await start({ DATA_DIR: folder.path, DEMO: 'true', ...tokens, ...setting });
  connected = await starting;
}, 120_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const database of databases) await database.giveBack();
  folder.remove();
  separate.remove();
});

const controlOf = (gateway: RunningGateway) => /Demo:\s+(\S+)\/departments/.exec(gateway.output())![1]!;
const get = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const tokenFor = async (role: string) => (await get(`${controlOf(demo)}/token?role=${role}`)).body['token']!;

async function ask({ url }: RunningGateway, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"query": "{ departments { name } }"}',
  });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return [response.status, errors?.[0]?.extensions.code];
}

describe('the demo district', () => {
  test.each([
    'clerk',
    'approval',
    'analyst',
    'coordinator',
    'supervisor',
    'operator',
    'officer:court',
    'officer:public-resource-trading',
    'representative:91510904MAXXXX015M',
  ])('gives out a token for an hour to %s, which its gateway believes', async (role) => {
    const before = Date.now();
    const { body, status } = await get(`${controlOf(demo)}/token?role=${role}`);
    expect([status, Object.keys(body).toSorted(), body['role']]).toEqual([200, ['expiresAt', 'role', 'token'], role]);
    const minutes = (Date.parse(body['expiresAt']!) - before) / 60_000;
    expect(minutes).toBeGreaterThan(59.9);
    expect(minutes).toBeLessThan(61);
    const seen = role.startsWith('representative') ? 'UNAUTHORIZED_FIELD' : undefined;
    expect(await ask(demo, { authorization: `Bearer ${body['token']}` })).toEqual([200, seen]);
  });

  test('whose clock shows another day has tokens in the machine’s time, and an altered one is refused', async () => {
    const [header, payload, signature] = (await tokenFor('clerk')).split('.');
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { iat: number };
    expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(60);
    const altered = Buffer.from(JSON.stringify({ ...claims, role: 'supervisor' })).toString('base64url');
    const authorization = `Bearer ${[header, altered, signature].join('.')}`;
    expect(await ask(demo, { authorization })).toEqual([401, 'TOKEN_INVALID']);
    expect(await ask(demo)).toEqual([401, 'TOKEN_MISSING']);
  });

  test.each([
    ['', 'ROLE_UNKNOWN', 'Roles are coordinator, supervisor, clerk, approval, analyst, operator, officer:'],
    ['?role=', 'ROLE_UNKNOWN', 'Roles are'],
    ['?role=mayor', 'ROLE_UNKNOWN', 'Roles are'],
    ['?role=gateway', 'ROLE_UNKNOWN', 'Roles are'],
    ['?role=clerk:court', 'ROLE_UNKNOWN', 'Roles are'],
    ['?role=officer', 'ROLE_UNKNOWN', 'Roles are'],
    ['?role=clerk&role=officer:court', 'ROLE_UNKNOWN', 'Roles are'],
    ['?role=officer:', 'DEPARTMENT_INVALID', 'officer:court'],
    ['?role=officer:../court', 'DEPARTMENT_INVALID', 'officer:court'],
    ['?role=representative:91510904MAXXXX0150', 'CREDIT_CODE_INVALID', 'check character'],
    ['?role=representative:', 'CREDIT_CODE_INVALID', 'Give the 18 characters'],
  ])('refuses %p and says what is right', async (search, code, message) => {
    const { body, status } = await get(`${controlOf(demo)}/token${search}`);
    expect([status, body['code']]).toEqual([400, code]);
    expect(body['message']).toContain(message);
  });

  test('serves the public key, and no part of the private one', async () => {
    const { body } = await get(`${controlOf(demo)}/jwks.json`);
    const [key, ...others] = body['keys'] as unknown as Record<string, string>[];
    expect(others).toEqual([]);
    expect(Object.keys(key!).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  test('is offered by the explorer, through the gateway’s own address', async () => {
    expect(await (await fetch(`${demo.url}/explorer`)).text()).toContain('name="demo-tokens"');
    const { body, status } = await get(`${demo.url}/explorer/demo-token?role=officer:court`);
    expect([status, body['role']]).toEqual([200, 'officer:court']);
    expect(await ask(demo, { authorization: `Bearer ${body['token']}` })).toEqual([200, undefined]);
    expect(await get(`${demo.url}/explorer/demo-token?role=mayor`)).toMatchObject({ status: 400 });
  });
});

describe('with an issuer of tokens that is configured, even beside a running demo with the same names', () => {
  test('the demo’s tokens are refused, and the explorer offers none', async () => {
    const authorization = `Bearer ${await tokenFor('supervisor')}`;
    expect(await ask(demo, { authorization })).toEqual([200, undefined]);
    expect(await ask(configured, { authorization })).toEqual([401, 'TOKEN_INVALID']);
    expect((await fetch(`${configured.url}/explorer/demo-token?role=clerk`)).status).toBe(404);
    expect(await (await fetch(`${configured.url}/explorer`)).text()).not.toContain('demo-tokens');
  });
});

describe('with a department that is configured', () => {
  test('a demo that was asked for gives out no tokens, and none is believed', async () => {
    for (const path of ['token?role=clerk', 'jwks.json'])
      expect(await get(`${controlOf(connected)}/${path}`)).toMatchObject({ status: 404, body: { code: 'ISSUER_OFF' } });
    const authorization = `Bearer ${await tokenFor('clerk')}`;
    expect(await ask(connected, { authorization })).toEqual([401, 'IDENTITY_NOT_CONFIGURED']);
    expect((await fetch(`${connected.url}/explorer/demo-token?role=clerk`)).status).toBe(404);
  });
});

test('a key file that cannot be used is named, and nothing is started', async () => {
  const settings = { TOKEN_JWKS: join(folder.path, 'none.json'), TOKEN_ISSUER: 'i', TOKEN_AUDIENCE: 'a' };
  await expect(start({ DATA_DIR: separate.path, ...settings })).rejects.toThrow(
    /cannot be used:\n- TOKEN_JWKS: ENOENT/,
  );
});
