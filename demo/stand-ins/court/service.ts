import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import type { Clock } from '../../../subgraphs/connector/protocol.ts';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';
import { orderNames } from '../../../subgraphs/protocols/order-cells.ts';
import type { OrderDesk } from '../../order-desk.ts';
import { faultMessage, pageMessage, type Message } from '../../soap-wire.ts';
import { readReceivedOrder } from '../../received-order.ts';
import { findRows, isList, type Query } from './ledger.ts';
import type { HeldRow } from './sample-rows.ts';
import { operationOf, resultMessage, type Operation, type Result } from './wire.ts';

export const account = { user: 'ajxy', password: 'aj@2018' };

const CALLS_A_MINUTE = 60;
/** A little under a minute: what was sent a minute apart may arrive closer together. */
const MINUTE_MS = 59_000;
const maintenance: readonly Window[] = [
  { every: 'day', from: '00:00', until: '05:00' },
  { every: 'week', weekday: 3, from: '12:00', until: '14:00' },
];
const parser = new XMLParser({ parseTagValue: false, removeNSPrefix: true, ignoreDeclaration: true });

export interface Posted {
  /** The SOAPAction header, its quotes included. */
  readonly action: string;
  readonly body: Buffer;
}

/** The court's program: decides by the rules of its interface document what to answer. */
export function createService(held: readonly HeldRow[], clock: Clock, orders: OrderDesk) {
  let recent: number[] = [];

  function isOverRate(): boolean {
    const now = clock.now();
    recent = [...recent.filter((at) => now - at < MINUTE_MS), now];
    return recent.length > CALLS_A_MINUTE;
  }

  function resultOf(document: string, operation: Operation): Result {
    const { REQ: request } = (parse(document) ?? {}) as { REQ?: Request };
    if (typeof request !== 'object') return { code: 'E02', message: '参数错误' };
    if (request['USER'] !== account.user || request['PWD'] !== account.password)
      return { code: 'E01', message: '用户名或密码错误' };
    return operation === 'SubmitOrder' ? receive(request, orders) : find(request, held);
  }

  return function answer({ action, body }: Posted, turn: number): Message {
    if (maintenanceEnds(maintenance, clock.now()) !== null) return pageMessage(500, '系统维护中');
    const operation = operationOf(action);
    if (operation === null) return faultMessage('服务器无法识别 HTTP 头 SOAPAction 的值。');
    const document = documentIn(iconv.decode(body, 'gb18030'), operation);
    if (document === null) return faultMessage('服务器无法读取请求。');
    return resultMessage(isOverRate() ? busy : resultOf(document, operation), turn, operation);
  };
}

export const busy: Result = { code: 'E05', message: '系统繁忙' };

type Request = Readonly<Record<string, string>>;

function find(request: Request, held: readonly HeldRow[]): Result {
  const { TYPE = '', TYSHXYDM = '', ZZJGDM = '', MC = '' } = request as Partial<Query>;
  if (!isList(TYPE)) return { code: 'E03', message: '无此TYPE' };
  if (TYSHXYDM + ZZJGDM + MC === '') return { code: 'E02', message: '参数错误' };
  const rows = findRows(held, { TYPE, TYSHXYDM, ZZJGDM, MC });
  return rows.length === 0 ? { code: '1', message: '未查询到符合条件的数据' } : { code: '0', message: '成功', rows };
}

/** An order is kept once; the receipt is the same for the first time and every further one. */
function receive(request: Request, orders: OrderDesk): Result {
  const order = readReceivedOrder(request, orderNames);
  if (order === null) return { code: 'E02', message: '指令缺必填项' };
  orders.receive(order);
  return { code: '0', message: '已接收', rows: [{ cells: { ZLBH: order.orderId } }] };
}

function documentIn(message: string, operation: Operation): string | null {
  type Body = Partial<Record<Operation, { readonly xmlParam?: unknown }>>;
  const envelope = parse(message) as { readonly Envelope?: { readonly Body?: Body } } | null;
  const document = envelope?.Envelope?.Body?.[operation]?.xmlParam;
  return typeof document === 'string' ? document : null;
}

function parse(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    return null;
  }
}
