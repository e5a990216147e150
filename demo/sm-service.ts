import type { Clock } from '../subgraphs/connector/protocol.ts';
import { maintenanceEnds, type Window } from '../subgraphs/connector/timetable.ts';
import { faultOf, type SmFault } from '../subgraphs/protocols/http-sm-message.ts';
import { lowerCaseOrderNames } from '../subgraphs/protocols/order-cells.ts';
import type { StandInRequest } from './http-stand-in.ts';
import type { OrderDesk } from './order-desk.ts';
import { readReceivedOrder } from './received-order.ts';
import type { BureauKeys } from './sm-keys.ts';

export type SmCells = Readonly<Record<string, string | number | null>>;

/** One row that a department with such a program holds. */
export interface SmHeldRow {
  readonly service: string;
  readonly cells: SmCells;
  /** Credit code under which the row is filed, though it does not stand in it. */
  readonly filedUnder?: string;
}

/** The rules of one department's interface document. */
export interface SmRules {
  /** Where its services lie. */
  readonly path: string;
  readonly services: readonly string[];
  readonly maintenance: readonly Window[];
  readonly callsASecond: number;
  readonly windowMs: number;
}

/** What the bureau's program says. Errors are told in the open, all else sealed and signed. */
export interface Outcome {
  readonly retCode: string;
  readonly retMsg: string;
  readonly total: number;
  readonly page: number;
  readonly size: number;
  readonly rows: readonly SmCells[];
}

const NONCE_MS = 10 * 60_000;
/** A little under a second: what was sent a second apart may arrive closer together. */
const SECOND_MS = 900;
const MAX_SIZE = 50;

const failure = (retCode: string, retMsg: string): Outcome => ({
  retCode,
  retMsg,
  total: 0,
  page: 1,
  size: MAX_SIZE,
  rows: [],
});
export const busy = failure('5000', '系统繁忙');
const faults: Readonly<Record<SmFault, Outcome>> = {
  APP_ID: failure('4004', 'appId无效'),
  FORM: failure('4000', '参数错误'),
  DIGEST: failure('4001', '摘要错误'),
  SIGNATURE: failure('4001', '验签失败'),
  TIME: failure('4002', '时间超出范围'),
};

interface Serving {
  readonly keys: BureauKeys;
  readonly clock: Clock;
  /** Absent: the department takes no orders. */
  readonly orders?: OrderDesk;
}

/** A bureau's program behind the provincial gateway: decides by the rules of its interface document what to answer. */
export function createSmService(
  held: readonly SmHeldRow[],
  rules: SmRules,
  { keys, clock, orders }: Serving,
): (request: StandInRequest) => Outcome {
  const { callsASecond, maintenance, path: base, windowMs } = rules;
  const services = orders === undefined ? rules.services : [...rules.services, 'orders'];
  const nonces = new Map<string, number>();
  let recent: number[] = [];

  function isOverRate(now: number): boolean {
    recent = [...recent.filter((at) => Math.abs(now - at) < SECOND_MS), now];
    return recent.length > callsASecond;
  }

  function isUsed(nonce: string, now: number): boolean {
    for (const [known, at] of nonces) if (now - at > NONCE_MS) nonces.delete(known);
    const used = nonces.has(nonce);
    nonces.set(nonce, now);
    return used;
  }

  return ({ method, path, headers, body }) => {
    const now = clock.now();
    if (maintenanceEnds(maintenance, now) !== null) return failure('5001', '系统维护');
    // The document does not say what a caller over its rate is told; this program is busy then.
    if (isOverRate(now)) return busy;
    const service = services.find((one) => path === `${base}/${one}`);
    if (service === undefined || method !== 'POST') return failure('4000', '无此服务');
    if (headers['x-app-id'] !== keys.appId) return faults.APP_ID;
    const message = { headers, body: body.toString('latin1') };
    const fault = faultOf(message, { ...keys, nowMs: now, windowMs });
    if (fault !== null) return faults[fault];
    if (isUsed(headers['x-nonce']!, now)) return failure('4003', 'nonce重复');
    const content = opened(keys, message.body);
    return service === 'orders' ? receive(content, orders!) : answerTo(service, content, held);
  };
}

type Question = Readonly<Record<string, unknown>>;

function opened({ cipher }: BureauKeys, body: string): Question | null {
  try {
    return JSON.parse(cipher.open(body)) as Question;
  } catch {
    return null;
  }
}

/** An order is kept once; the receipt is the same for the first time and every further one. */
function receive(content: Question | null, orders: OrderDesk): Outcome {
  const order = readReceivedOrder(content ?? {}, lowerCaseOrderNames);
  if (order === null) return failure('4000', '指令缺必填项');
  orders.receive(order);
  return { retCode: '0000', retMsg: '已接收', total: 1, page: 1, size: 1, rows: [{ zlbh: order.orderId }] };
}

function answerTo(service: string, question: Question | null, held: readonly SmHeldRow[]): Outcome {
  if (question === null || typeof question !== 'object') return failure('4000', '报文错误');
  const { tyshxydm = '', zzjgdm = '', dwmc = '', page, size } = question;
  const [code, organisationCode, name] = [tyshxydm, zzjgdm, dwmc].map((key) => plain(key));
  if (`${code}${organisationCode}${name}` === '') return failure('4000', 'tyshxydm、zzjgdm、dwmc至少一项');
  if (!isWhole(page) || !isWhole(size) || size > MAX_SIZE) return failure('4000', '分页参数错误');
  const keys = { code: code!, organisationCode: organisationCode!, name: name! };
  const found = held.filter((row) => row.service === service && fits(row, keys)).map(({ cells }) => cells);
  const rows = found.slice((page - 1) * size, page * size);
  const outcome = { total: found.length, page, size, rows };
  return found.length === 0
    ? { ...outcome, retCode: '0001', retMsg: '无数据' }
    : { ...outcome, retCode: '0000', retMsg: '成功' };
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

interface Keys {
  readonly code: string;
  readonly organisationCode: string;
  readonly name: string;
}

/** Rows that fit any of the keys; the organisation code is part of the credit code. */
function fits({ cells, filedUnder }: SmHeldRow, { code, organisationCode, name }: Keys): boolean {
  const organisationCodes = [organisationCode, code.slice(8, 17)].filter((one) => one !== '');
  return (
    (code !== '' && (plain(cells['tyshxydm']) === code || filedUnder === code)) ||
    organisationCodes.includes(plain(cells['zzjgdm'])) ||
    (name !== '' && plain(cells['dwmc']) === name)
  );
}

function plain(key: unknown): string {
  return typeof key === 'string' ? key.replaceAll(/[\s-]/g, '').toUpperCase() : '';
}
