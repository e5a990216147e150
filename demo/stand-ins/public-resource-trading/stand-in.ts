import { createHash } from 'node:crypto';
import type { CreateStandIn } from '../../district.ts';
import type { StandInReply } from '../../http-stand-in.ts';
import { createJsonStandIn, type JsonOutcome, type JsonQuestion } from '../../json-stand-in.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { createRows } from './rows.ts';

const account = { appKey: 'ajxy-ggzy', secret: 'gg-2022-Secret' };
const statuses = { STRANGER: 401, PARAMETERS: 400, BUSY: 429, MAINTENANCE: 503, FAILED: 500 };

/** The trading centre's services: POST of JSON signed with MD5, the outcome in the body, too many calls in the status. */
export const createStandIn: CreateStandIn = (district) =>
  createJsonStandIn(
    {
      department: 'public-resource-trading',
      path: '/ggzy/credit',
      services: ['badConduct', 'awards', 'undertakings'],
      method: 'POST',
      settings: account,
      maintenance: [{ every: 'day', from: '23:30', until: '24:00' }],
      callsASecond: 10,
      keys: { tyshxydm: 'tyshxydm' },
      knows: (_, question, nowMs) => isSigned(question, nowMs),
      write,
    },
    createRows(district),
    district,
  );

/** The stamp may be of the day before or after: this centre only compares days. */
function isSigned({ appid, sign, ts = '' }: JsonQuestion, nowMs: number): boolean {
  const wanted = createHash('md5').update(`${account.appKey}${account.secret}${ts}`).digest('hex');
  const day = `${ts.slice(0, 4)}-${ts.slice(4, 6)}-${ts.slice(6, 8)}`;
  return appid === account.appKey && sign === wanted && day === localDay(nowMs);
}

function write(outcome: JsonOutcome): StandInReply {
  const json = { 'Content-Type': 'application/json;charset=UTF-8' };
  if (outcome.kind === 'BUSY')
    return { status: 429, headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('Too Many Requests') };
  if (outcome.kind !== 'ROWS')
    return { headers: json, body: Buffer.from(JSON.stringify({ status: statuses[outcome.kind], body: null })) };
  const { rows } = outcome;
  const reply =
    rows.length === 0 ? { status: 204, body: null } : { status: 200, body: { total: rows.length, list: rows } };
  return { headers: json, body: Buffer.from(JSON.stringify({ message: '', ...reply })) };
}
