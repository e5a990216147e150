import type { Settings } from '../subgraphs/connector/protocol.ts';
import { byToken, signedByMd5 } from '../subgraphs/protocols/http-json-accounts.ts';
import { httpJson, type JsonQuery, type JsonService } from '../subgraphs/protocols/http-json.ts';
import { call, nowMs, questionAbout, runtimeOf } from './support/asking.ts';
import { http, takeApart } from './support/http-messages.ts';
import { createReplay } from './support/replay.ts';

const reply = { code: 'head.status', data: 'body.list', codes: { '0': 'ROWS', '1': 'NONE', '7': 'BUSY' } } as const;
const service: JsonService = {
  path: '/open',
  account: byToken({ header: 'Authorization', prefix: 'Bearer ' }),
  reply,
  keys: ({ creditCode, name }) => ({ uscc: creditCode, ...(name === null ? {} : { name }) }),
};
const rows = (list: unknown, status: unknown = 0) => http(JSON.stringify({ head: { status }, body: { list } }));

interface Asking {
  readonly service?: Partial<JsonService>;
  readonly query?: JsonQuery;
  readonly settings?: Settings;
  readonly answer?: Buffer;
}

async function ask({ query, settings = { token: 't0ken' }, answer = rows([]), ...asking }: Asking) {
  const replay = await createReplay();
  replay.play(answer);
  const protocol = httpJson({ ...service, ...asking.service });
  const system = protocol.connect({ url: replay.url, ...settings }, runtimeOf('any'));
  try {
    const given = await system.ask(
      query ?? { path: '/find', send: 'query' },
      [questionAbout('91510904MAXXXX015M', '样例')],
      call,
    );
    return { given, ...takeApart(replay.requests[0]!) };
  } finally {
    await system.close();
    await replay.close();
  }
}

describe('JSON over HTTP, as a department describes it', () => {
  test('a token in a header, parameters in the address', async () => {
    const { head } = await ask({});
    expect(head['']).toBe('GET /open/find?uscc=91510904MAXXXX015M&name=%E6%A0%B7%E4%BE%8B HTTP/1.1');
    expect(head['authorization']).toBe('Bearer t0ken');
  });

  test('a token in the address, parameters in a JSON document', async () => {
    const account = byToken({ parameter: 'access_token' });
    const query: JsonQuery = { path: '/find', send: 'json', parameters: { kind: 'A' } };
    const { head, body } = await ask({ service: { account }, query });
    expect(head['']).toBe('POST /open/find?access_token=t0ken HTTP/1.1');
    expect(head['content-type']).toBe('application/json; charset=UTF-8');
    expect(JSON.parse(body.toString())).toEqual({ kind: 'A', uscc: '91510904MAXXXX015M', name: '样例' });
  });

  test('a signature among the parameters of a form', async () => {
    const account = signedByMd5({ appKey: 'k', sign: 's', time: 't' });
    const settings = { appKey: 'ajxy001', secret: 'hb-2018-Secret' };
    const { body } = await ask({ service: { account }, settings, query: { path: '/find', send: 'form' } });
    expect(body.toString()).toMatch(/^k=ajxy001&s=d1c2635489f37bd79cfb263af4914554&t=20260701101500&uscc=/);
  });

  test('rows at a place further in, each with a reference, and the moment they were given', async () => {
    const { given } = await ask({ answer: rows([{ A: 1 }, { A: 'x' }]) });
    expect(given).toEqual({
      asOfMs: nowMs,
      rows: [
        { ref: 'row 1', cells: { A: 1 } },
        { ref: 'row 2', cells: { A: 'x' } },
      ],
    });
  });

  test('a code of its own for no record, beside which nothing may stand', async () => {
    expect((await ask({ answer: http('{"head":{"status":1}}') })).given.rows).toEqual([]);
    await expect(ask({ answer: rows([{ A: 1 }], 1) })).rejects.toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });

  test('a busy system says when to ask again', async () => {
    await expect(ask({ answer: rows('', '7') })).rejects.toMatchObject({
      code: 'DEPARTMENT_BUSY',
      facts: { department: 'any', retryAt: '2026-07-01T02:15:10.000Z' },
    });
  });

  test('what a later version of the account needs is told to the engine', () => {
    expect(httpJson(service).requires).toEqual(['token']);
    expect(httpJson({ ...service, account: signedByMd5({ appKey: 'a', sign: 'b', time: 'c' }) }).requires).toEqual([
      'appKey',
      'secret',
    ]);
  });
});
