import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { createServerless } from 'soap';
import { createStandIn } from '../../demo/stand-ins/court/stand-in.ts';
import connector from '../../subgraphs/departments/court/connector.ts';
import { call } from '../support/asking.ts';
import { account, sampleFolder } from '../support/court.ts';
import { result } from '../support/court-messages.ts';
import { takesOrdersOneByOne } from '../support/order-wire.ts';
import { openSink, orderOf } from '../support/orders.ts';
import { block } from '../support/readme.ts';

describe('orders to the court', () =>
  takesOrdersOneByOne({
    department: 'court',
    connector,
    create: createStandIn,
    modes: {
      failing: ['DEPARTMENT_BUSY'],
      garbage: ['DEPARTMENT_ANSWER_INVALID'],
      dead: ['DEPARTMENT_UNAVAILABLE'],
    },
    wrong: { password: 'wrong' },
  }));

/** A SOAP server of other people's making under the proposed WSDL, between two translations of GB18030. */
describe('an independent SOAP server', () => {
  const wsdl = readFileSync(join(sampleFolder, '../SubmitOrder.wsdl'), 'utf8');
  const asked: string[] = [];
  let answer = '';
  let server: Server;
  beforeAll(async () => {
    const SubmitOrder = ({ xmlParam }: { xmlParam: string }) => {
      asked.push(xmlParam);
      return { SubmitOrderResult: answer };
    };
    const services = { ExecService: { ExecServiceSoap: { SubmitOrder } } };
    const peer = await createServerless({ path: '/zxws/ExecService.asmx', services, xml: wsdl });
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = request.headers as Record<string, string>;
      const reply = await peer.processRequest(iconv.decode(Buffer.concat(chunks), 'gb18030'), { headers });
      const body = iconv.encode(reply.body, 'gb18030');
      response.writeHead(reply.statusCode, { 'Content-Type': 'text/xml', 'Content-Length': body.length }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  const send = async (document: string) => {
    answer = document;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sink = openSink(connector, 'court', { url, ...account });
    await sink.send([orderOf()], call).finally(() => sink.close());
  };

  test('receives the document that the interface document shows, rare characters included', async () => {
    await send(result(['<ROW><ZLBH>ZL-2026-0001-1</ZLBH></ROW>']));
    const example = block('subgraphs/departments/court/INTERFACE.md', 'xml', '<ZLBH>');
    expect(asked.at(-1)).toBe(example.replaceAll(/^\s+|\n(?=\s*<)/gm, '').trim());
    expect(asked.at(-1)).toContain('<DWMC>遂宁样例䶮川水务有限公司</DWMC>');
  });

  test.each([
    ['success without a receipt', result([])],
    ['the receipt of another order', result(['<ROW><ZLBH>ZL-2026-0001-2</ZLBH></ROW>'])],
    ['a number of rows that is not the one stated', result(['<ROW><ZLBH>ZL-2026-0001-1</ZLBH></ROW>'], { count: '2' })],
  ])('%s proves nothing', async (_, document) => {
    await expect(send(document)).rejects.toMatchObject({ code: 'DEPARTMENT_ANSWER_INVALID' });
  });
});
