import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';
import type { CreateStandIn } from '../../district.ts';
import { createHttpStandIn, type StandInRequest } from '../../http-stand-in.ts';
import { spoilSoap } from '../../soap-garbage.ts';
import {
  faultMessage,
  pageMessage,
  soapMessage,
  type Message,
  type SoapDialect,
  type SoapResult,
} from '../../soap-wire.ts';
import { createRows, type HeldRow } from './rows.ts';

const account = { user: 'ajxy', password: 'sy@2016' };
const maintenance: readonly Window[] = [{ every: 'day', from: '00:30', until: '03:30' }];
const MOST_ROWS = 100;
const dialect: SoapDialect = {
  namespace: 'http://ws.spyj.example/',
  operation: 'GetCreditInfo',
  root: 'RESPONSE',
  code: 'DM',
  message: 'XX',
  count: 'JLS',
  rows: 'JLJ',
  row: 'JL',
};
const busy: SoapResult = { code: 'E9', message: '系统忙' };
const parser = new XMLParser({ parseTagValue: false, removeNSPrefix: true, ignoreDeclaration: true });

/** The food and drug system's service: SOAP in GB18030, one organisation a call. */
export const createStandIn: CreateStandIn = (district) => {
  const held = createRows(district);
  const answer = ({ body, path }: StandInRequest, turn: number): Message => {
    if (path !== '/spyj/CreditService.asmx') return pageMessage(404, '无法找到该页');
    if (maintenanceEnds(maintenance, district.clock.now()) !== null) return pageMessage(500, '系统维护中');
    const query = queryIn(body);
    return query === null ? faultMessage('服务器无法读取请求。') : soapMessage(find(query, held), turn, dialect);
  };
  return createHttpStandIn({
    department: 'food-drug',
    settings: account,
    answer,
    failing: (turn) => (turn % 2 === 0 ? soapMessage(busy, turn, dialect) : pageMessage(500, '服务器繁忙')),
    garbage: (request, turn) => spoilSoap(answer(request, turn), turn, dialect.count),
  });
};

type Query = Partial<Record<string, string>>;

function find(query: Query, held: readonly HeldRow[]): SoapResult {
  if (query['YHM'] !== account.user || query['MM'] !== account.password)
    return { code: 'E1', message: '用户名或密码错误' };
  const [code, number, name] = ['TYSHXYDM', 'ZCH', 'MC'].map((element) => (query[element] ?? '').trim());
  if (`${code}${number}${name}` === '') return { code: 'E2', message: '参数错误' };
  const same = (asked: string, written = '') => asked !== '' && asked === written.trim();
  const rows = held
    .filter(({ kind, cells }) => kind === query['LX'] && fits(cells))
    .map(({ cells }) => cells)
    .slice(0, MOST_ROWS);
  return rows.length === 0 ? { code: '01', message: '无记录' } : { code: '00', message: '成功', rows };

  function fits(cells: HeldRow['cells']): boolean {
    return same(code!, cells['TYSHXYDM']) || same(number!, cells['ZCH']) || same(name!, cells['DWMC']);
  }
}

function queryIn(body: Buffer): Query | null {
  interface Envelope {
    readonly Envelope?: { readonly Body?: { readonly GetCreditInfo?: { readonly queryXml?: unknown } } };
  }
  try {
    const envelope = parser.parse(iconv.decode(body, 'gb18030'), true) as Envelope;
    const document = envelope.Envelope?.Body?.GetCreditInfo?.queryXml;
    if (typeof document !== 'string') return null;
    return (parser.parse(document, true) as { QUERY?: Query }).QUERY ?? null;
  } catch {
    return null;
  }
}
