import { createHash } from 'node:crypto';
import type { Clock } from '../../../subgraphs/connector/protocol.ts';
import {
  atLocal,
  localDay,
  maintenanceEnds,
  type TimeOfDay,
  type Window,
} from '../../../subgraphs/connector/timetable.ts';
import type { StandInRequest } from '../../http-stand-in.ts';
import { orderNames } from '../../../subgraphs/protocols/order-cells.ts';
import type { OrderDesk } from '../../order-desk.ts';
import { readReceivedOrder } from '../../received-order.ts';
import type { Cells, HeldRow, Service } from './sample-rows.ts';

export const account = { appKey: 'ajxy001', secret: 'hb-2018-Secret' };

/** What the bureau's program says; the gateway before it shows a page while the service is exchanged. */
export type Outcome = { readonly code: string; readonly msg: string; readonly rows: readonly Cells[] } | 'PAGE';

const methods = { rating: 'GET', permit: 'GET', penalty: 'POST', orders: 'POST' } as const;
const maintenance: readonly Window[] = [{ every: 'day', from: '02:00', until: '02:30' }];
const SKEW_MS = 10 * 60_000;
const CALLS_A_SECOND = 5;
const CALLS_A_DAY = 5000;
/** Less than a second: what was sent a second apart arrives closer together where sender or receiver is held up. */
const SECOND_MS = 500;

const failure = (code: string, msg: string): Outcome => ({ code, msg, rows: [] });
export const failed = failure('99', '服务失败');

/** The bureau's program: decides by the rules of its interface document what to answer. */
export function createService(
  held: readonly HeldRow[],
  clock: Clock,
  orders: OrderDesk,
): (request: StandInRequest) => Outcome {
  let recent: number[] = [];
  let today = { day: '', calls: 0 };

  function isOverRate(now: number): boolean {
    recent = [...recent.filter((at) => Math.abs(now - at) < SECOND_MS), now];
    const day = localDay(now);
    today = { day, calls: today.day === day ? today.calls + 1 : 1 };
    return recent.length > CALLS_A_SECOND || today.calls > CALLS_A_DAY;
  }

  return (request) => {
    const now = clock.now();
    if (maintenanceEnds(maintenance, now) !== null) return 'PAGE';
    // The document does not say what a caller over its rate is told; this program just fails.
    if (isOverRate(now)) return failed;
    const service = /^\/hjxy\/api\/(rating|permit|penalty|orders)$/.exec(request.path)?.[1] as
      keyof typeof methods | undefined;
    if (service === undefined || request.method !== methods[service]) return failure('98', '类型错误');
    const parameters = parametersOf(request);
    const refusal = refusalOf(parameters, now);
    if (refusal !== null) return refusal;
    const asked = parameters as Parameters;
    return service === 'orders' ? receive(asked, orders) : answerTo(service, asked, held);
  };
}

type Parameters = Readonly<Record<string, unknown>>;

/** The one parameter `data`, out of the address or the form. */
function parametersOf({ method, headers, query, body }: StandInRequest): Parameters | string | null {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const form = method === 'GET' ? query : new URLSearchParams(isForm ? body.toString('utf8') : '');
  const data = form.get('data');
  if (data === null) return null;
  try {
    return JSON.parse(data) as Parameters;
  } catch {
    return data;
  }
}

/** What is wrong with a caller, or with the form of what it sent; null: nothing. */
function refusalOf(parameters: Parameters | string | null, now: number): Outcome | null {
  if (parameters === null) return failure('97', '缺参数data');
  if (typeof parameters !== 'object') return failure('98', 'data不是JSON');
  const { appKey, sign, requestTime } = parameters;
  if ([appKey, sign, requestTime].includes(undefined)) return failure('97', 'appKey、sign、requestTime不能为空');
  if (!Object.values(parameters).every((value) => typeof value === 'string' || value === undefined))
    return failure('98', '类型错误');
  const time = requestTime as string;
  const wanted = createHash('md5').update(`${account.appKey}${account.secret}${time}`).digest('hex');
  if (appKey !== account.appKey || sign !== wanted) return failure('96', '签名错误');
  return isNear(time, now) ? null : failure('96', '时间错误');
}

/** An order is kept once; the receipt is the same for the first time and every further one. */
function receive(parameters: Parameters, orders: OrderDesk): Outcome {
  const order = readReceivedOrder(parameters, orderNames);
  if (order === null) return failure('97', '指令缺必填项');
  orders.receive(order);
  return { code: '00', msg: '已接收', rows: [{ ZLBH: order.orderId }] };
}

function answerTo(service: Service, parameters: Parameters, held: readonly HeldRow[]): Outcome {
  const { tyxydm = '', zzjgdm = '', frdwmc = '' } = parameters as Readonly<Record<string, string>>;
  const keys = { code: plain(tyxydm), organisationCode: plain(zzjgdm), name: frdwmc };
  if (keys.code + keys.organisationCode + keys.name === '') return failure('97', 'tyxydm、zzjgdm、frdwmc至少一项');
  const rows = held.filter((row) => row.service === service && fits(row.cells, keys)).map(({ cells }) => cells);
  return { code: '00', msg: rows.length === 0 ? '无数据' : '成功', rows };
}

function isNear(requestTime: string, now: number): boolean {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(requestTime) ?? [];
  const minuteMs = atLocal(`${year}-${month}-${day}`, `${hour}:${minute}` as TimeOfDay);
  return Math.abs(minuteMs + Number(second) * 1000 - now) <= SKEW_MS;
}

interface Keys {
  readonly code: string;
  readonly organisationCode: string;
  readonly name: string;
}

/** Rows that fit any of the keys; the organisation code is part of the credit code, the name only has to be contained. */
function fits(cells: Cells, { code, organisationCode, name }: Keys): boolean {
  const organisationCodes = [organisationCode, code.slice(8, 17)].filter((one) => one !== '');
  return (
    (code !== '' && [cells['TYSHXYDM'], cells['XKZBH']].some((key) => plain(key).startsWith(code))) ||
    organisationCodes.includes(plain(cells['ZZJGDM'])) ||
    (name !== '' && String(cells['DWMC']).includes(name))
  );
}

function plain(key: string | number | null | undefined): string {
  return String(key ?? '')
    .replaceAll(/[\s-]/g, '')
    .toUpperCase();
}
