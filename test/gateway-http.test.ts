import { once } from 'node:events';
import { connect } from 'node:net';
import { openGateway, type OpenGateway } from './support/gateway.ts';

let open: OpenGateway;

beforeAll(async () => {
  open = await openGateway();
});
afterAll(() => open.close());

describe('over HTTP', () => {
  test('a GET that a page of another origin could send is refused', async () => {
    const response = await fetch(`${open.url}/graphql?query={__typename}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('a GET is bound to the same limits', async () => {
    const query = encodeURIComponent(`{ ${Array.from({ length: 51 }, (_, at) => `a${at}: __typename`).join(' ')} }`);
    const response = await fetch(`${open.url}/graphql?query=${query}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'DOCUMENT_TOO_COMPLEX' } }] });
  });

  test.each(['PUT', 'DELETE', 'OPTIONS'])('%s is no way to ask', async (method) => {
    const response = await fetch(`${open.url}/graphql`, { method, headers: { 'content-type': 'application/json' } });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  });

  test('an address longer than can be read says so', async () => {
    const response = await fetch(`${open.url}/graphql?query=${'x'.repeat(20_000)}`);
    expect(response.status).toBe(431);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test('what is not HTTP is answered and closed', async () => {
    const socket = connect(Number(new URL(open.url).port), '127.0.0.1');
    socket.end('HELO\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk)));
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text).toContain('BAD_REQUEST');
  });

  test('an unknown address says where things are', async () => {
    const response = await fetch(`${open.url}/graphql/more`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});
