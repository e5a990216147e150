import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { createServerless } from 'soap';
import { account, call, connectCourt, questionAbout, sampleFolder } from '../support/court.ts';
import { result, row } from '../support/court-messages.ts';

const name = '遂宁样例䶮川水务有限公司';
const code = '91510904MAXXXX20XA';
const wsdl = readFileSync(join(sampleFolder, '../ExecService.wsdl'), 'utf8');

/** A SOAP server of other people's making, between two translations of GB18030. */
describe('an independent SOAP server', () => {
  const asked: string[] = [];
  let connections = 0;
  let server: HttpServer;
  let url: string;

  beforeAll(async () => {
    const QueryExecInfo = ({ xmlParam }: { xmlParam: string }) => {
      asked.push(xmlParam);
      return { QueryExecInfoResult: result([row({ BH: 'SX1', BZXRMC: name, BZ: 'A&B <担保>' })]) };
    };
    const services = { ExecService: { ExecServiceSoap: { QueryExecInfo } } };
    const peer = await createServerless({ path: '/zxws/ExecService.asmx', services, xml: wsdl });
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = request.headers as Record<string, string>;
      const answer = await peer.processRequest(iconv.decode(Buffer.concat(chunks), 'gb18030'), { headers });
      const body = iconv.encode(answer.body, 'gb18030');
      response.writeHead(answer.statusCode, { 'Content-Type': 'text/xml', 'Content-Length': body.length }).end(body);
    });
    server.on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('understands what is asked and is understood, over one connection', async () => {
    const system = connectCourt(url);
    for (let calls = 0; calls < 5; calls += 1) {
      const { rows } = await system.ask({ TYPE: 'SX' }, [questionAbout(code, name)], call);
      expect(rows).toEqual([{ ref: 'row 1', cells: { BH: 'SX1', BZXRMC: name, BZ: 'A&B <担保>' } }]);
    }
    await system.close();
    expect(connections).toBe(1);
    expect(asked).toHaveLength(5);
    expect(asked[0]).toBe(
      `<?xml version="1.0" encoding="GB2312"?><REQ><USER>${account.user}</USER><PWD>${account.password}</PWD><TYPE>SX</TYPE>` +
        `<TYSHXYDM>${code}</TYSHXYDM><ZZJGDM>MAXXXX20X</ZZJGDM><MC>${name}</MC></REQ>`,
    );
  });
});
