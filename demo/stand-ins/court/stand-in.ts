import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClientDesk } from '../../client-desk.ts';
import type { CreateStandIn } from '../../district.ts';
import { createHttpStandIn, type StandInRequest } from '../../http-stand-in.ts';
import { spoilSoap } from '../../soap-garbage.ts';
import { pageMessage, type Message } from '../../soap-wire.ts';
import { createRows } from './rows.ts';
import { account, busy, createService } from './service.ts';
import { operationOf, resultMessage } from './wire.ts';

const PATH = '/zxws/ExecService.asmx';
const wsdl = join(import.meta.dirname, '../../../subgraphs/departments/court/ExecService.wsdl');

/** The court's service: SOAP in GB18030, one organisation, or one order, a call. */
export const createStandIn: CreateStandIn = (district) => {
  const department = 'court';
  const orders = createClientDesk(department, district);
  const service = createService(createRows(district), district.clock, orders);
  const answer = (request: StandInRequest, turn: number): Message => {
    const { method, path, query, headers, body } = request;
    if (path !== PATH) return pageMessage(404, '无法找到该页');
    if (method === 'POST') return service({ action: headers['soapaction'] ?? '', body }, turn);
    return method === 'GET' && [...query.keys()].some((name) => name.toLowerCase() === 'wsdl')
      ? description(headers['host'] ?? '')
      : pageMessage(405, '不允许的方法');
  };
  return createHttpStandIn({
    department,
    settings: account,
    orders,
    answer: (request, turn) => poweredBy(answer(request, turn)),
    failing: (turn, { headers }) =>
      poweredBy(turn % 2 === 0 ? busyMessage(turn, headers) : pageMessage(500, '服务器繁忙')),
    garbage: (request, turn) => poweredBy(spoilSoap(answer(request, turn), turn, 'COUNT')),
  });
};

function busyMessage(turn: number, headers: StandInRequest['headers']): Message {
  return resultMessage(busy, turn, operationOf(headers['soapaction'] ?? '') ?? 'QueryExecInfo');
}

function poweredBy(message: Message): Message {
  return { ...message, headers: { 'X-Powered-By': 'ASP.NET', ...message.headers } };
}

function description(host: string): Message {
  const text = readFileSync(wsdl, 'utf8').replace('http://localhost', `http://${host}`);
  return { status: 200, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body: Buffer.from(text) };
}
