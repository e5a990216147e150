import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGateway, readableLog, serveSmallHost, type OpenGateway } from './support/gateway.ts';
import { createSmallHost } from './support/small-host.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function open(...[parts]: Parameters<typeof openGateway>): Promise<OpenGateway> {
  const gateway = await openGateway(parts);
  opened.push(() => gateway.close());
  return gateway;
}

async function readiness({ url }: OpenGateway): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/health/ready`);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('readiness', () => {
  test('lists every subgraph of this process with its schema', async () => {
    const here = { served: 'here', state: 'ready', schema: 'current' };
    expect(await readiness(await open())).toEqual({
      status: 200,
      body: {
        status: 'ready',
        documents: { warm: 0, faulty: [] },
        subgraphs: { court: here, register: here, 'state-tax': here },
        otherSchema: [],
      },
    });
  });

  test('names hosts that serve another schema, and stays ready when one is down', async () => {
    const other = createServer(
      (_req, res) => void res.end(JSON.stringify({ status: 'ready', subgraphs: { court: 'older' } })),
    );
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const current = await serveSmallHost(createSmallHost({ merged: {} }, ['state-tax']));
    opened.push(() => current.close());
    const courtUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}/court/graphql`;
    const urls = new Map([
      ['SUBGRAPH_COURT_URL', courtUrl],
      ['SUBGRAPH_STATE_TAX_URL', `http://127.0.0.1:${current.port}/state-tax/graphql`],
      ['SUBGRAPH_REGISTER_URL', 'http://127.0.0.1:9/register/graphql'],
    ]);
    const found = await readiness(await open({ urls, host: null }));
    expect(found).toMatchObject({
      status: 200,
      body: {
        subgraphs: {
          court: { served: 'elsewhere', state: 'ready', schema: 'other' },
          register: { served: 'elsewhere', state: 'unreachable', schema: 'unknown' },
          'state-tax': { served: 'elsewhere', state: 'ready', schema: 'current' },
        },
        otherSchema: ['court'],
      },
    });
    expect(JSON.stringify(found)).not.toContain('127.0.0.1');
    other.closeAllConnections();
    other.close();
  });

  test('is given once the plans of the trusted documents are made, for which nobody is asked', async () => {
    const host = createSmallHost();
    const text = `query Profile($code: CreditCode!, $codes: [CreditCode!]!, $tax: Boolean!, $more: Boolean = false) {
      organisation(creditCode: $code) { name court { source { state } } stateTax @include(if: $tax) { source { state } } }
      organisations(creditCodes: $codes) @include(if: $more) { name }
    }`;
    const batch = {
      name: 'batch',
      text: 'query Batch($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { name } }',
    };
    const gateway = await open({ host, documents: [{ name: 'profile', text }, batch] });
    expect(await readiness(gateway)).toMatchObject({ status: 200, body: { documents: { warm: 2, faulty: [] } } });
    expect(host.contexts).toEqual([]);
  });

  test('is refused while a trusted document does not fit the schema, naming it', async () => {
    const { lines, log } = readableLog();
    const documents = [{ name: 'old-profile', text: '{ organisation(creditCode: "A") { gone } }' }];
    const gateway = await open({ documents, log });
    expect(await readiness(gateway)).toMatchObject({
      status: 503,
      body: { status: 'documents faulty', documents: { warm: 0, faulty: ['old-profile'] } },
    });
    expect(lines.find(({ document }) => document === 'old-profile')).toMatchObject({
      faults: [expect.stringContaining('gone')],
    });
  });

  test('is refused once the process is about to leave, while it lives', async () => {
    const gateway = await open();
    gateway.gateway.leave();
    expect(await readiness(gateway)).toMatchObject({ status: 503, body: { status: 'draining' } });
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
  });
});

describe('a subgraph of our own supergraph', () => {
  test('that nobody serves stops the start, which says by which setting it can be given', async () => {
    await expect(openGateway({ host: createSmallHost({ merged: {} }, ['register', 'court']) })).rejects.toThrow(
      'subgraph "state-tax" is in the supergraph, but neither served in this process nor given by SUBGRAPH_STATE_TAX_URL',
    );
  });
});
