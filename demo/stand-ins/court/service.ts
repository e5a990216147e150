import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import type { Clock } from '../../../subgraphs/connector/protocol.ts';
import { maintenanceEnds, type Window } from '../../../subgraphs/connector/timetable.ts';
import { findRows, isList, type Query } from './ledger.ts';
import type { HeldRow } from './sample-rows.ts';
import { faultMessage, pageMessage, resultMessage, type Message, type Result } from './wire.ts';

export const account = { user: 'ajxy', password: 'aj@2018' };

const ACTION = '"http://tempuri.org/QueryExecInfo"';
const CALLS_A_MINUTE = 60;
/** A little under a minute: what was sent a minute apart may arrive closer together. */
const MINUTE_MS = 59_000;
const maintenance: readonly Window[] = [
  { every: 'day', from: '00:00', until: '05:00' },
  { every: 'week', weekday: 3, from: '12:00', until: '14:00' },
];
const parser = new XMLParser({ parseTagValue: false, removeNSPrefix: true, ignoreDeclaration: true });

export interface Request {
  /** The SOAPAction header, its quotes included. */
  readonly action: string;
  readonly body: Buffer;
}

/** The court's program: decides by the rules of its interface document what to answer. */
export function createService(held: readonly HeldRow[], clock: Clock) {
  let recent: number[] = [];

  function isOverRate(): boolean {
    const now = clock.now();
    recent = [...recent.filter((at) => now - at < MINUTE_MS), now];
    return recent.length > CALLS_A_MINUTE;
  }

  return function answer({ action, body }: Request, turn: number): Message {
    if (maintenanceEnds(maintenance, clock.now()) !== null) return pageMessage(500, '系统维护中');
    if (action !== ACTION) return faultMessage('服务器无法识别 HTTP 头 SOAPAction 的值。');
    const document = documentIn(iconv.decode(body, 'gb18030'));
    if (document === null) return faultMessage('服务器无法读取请求。');
    return resultMessage(isOverRate() ? busy : resultOf(document, held), turn);
  };
}

export const busy: Result = { code: 'E05', message: '系统繁忙' };

function resultOf(document: string, held: readonly HeldRow[]): Result {
  const { REQ: request } = (parse(document) ?? {}) as { REQ?: Partial<Query> & { USER?: string; PWD?: string } };
  if (typeof request !== 'object') return { code: 'E02', message: '参数错误' };
  const { USER, PWD, TYPE = '', TYSHXYDM = '', ZZJGDM = '', MC = '' } = request;
  if (USER !== account.user || PWD !== account.password) return { code: 'E01', message: '用户名或密码错误' };
  if (!isList(TYPE)) return { code: 'E03', message: '无此TYPE' };
  if (TYSHXYDM + ZZJGDM + MC === '') return { code: 'E02', message: '参数错误' };
  const rows = findRows(held, { TYPE, TYSHXYDM, ZZJGDM, MC });
  return rows.length === 0 ? { code: '1', message: '未查询到符合条件的数据' } : { code: '0', message: '成功', rows };
}

function documentIn(message: string): string | null {
  const envelope = parse(message) as { Envelope?: { Body?: { QueryExecInfo?: { xmlParam?: unknown } } } } | null;
  const document = envelope?.Envelope?.Body?.QueryExecInfo?.xmlParam;
  return typeof document === 'string' ? document : null;
}

function parse(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch {
    return null;
  }
}
