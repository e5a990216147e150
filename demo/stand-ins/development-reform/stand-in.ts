import type { CreateStandIn } from '../../district.ts';
import { createJsonStandIn, type JsonOutcome } from '../../json-stand-in.ts';
import type { StandInReply } from '../../http-stand-in.ts';
import { createRows } from './rows.ts';

const token = 'fg-2024-open-demo';
const codes = { STRANGER: '2001', PARAMETERS: '2002', BUSY: '3001', MAINTENANCE: '3002', FAILED: '9999' };

/** The bureau's open services: REST with a token, JSON whose rows now and then are a text. */
export const createStandIn: CreateStandIn = (district) =>
  createJsonStandIn(
    {
      department: 'development-reform',
      path: '/fgxy/open/v2',
      services: ['projects', 'penalties', 'undertakings'],
      method: 'GET',
      settings: { token },
      maintenance: [{ every: 'week', weekday: 6, from: '20:00', until: '22:00' }],
      callsASecond: 40,
      keys: { tyshxydm: 'TYSHXYDM', zzjgdm: 'ZZJGDM' },
      knows: ({ headers }) => headers['x-access-token'] === token,
      write,
    },
    createRows(district),
    district,
  );

function write(outcome: JsonOutcome, turn: number): StandInReply {
  const rows = outcome.kind === 'ROWS' ? outcome.rows : [];
  const errcode = outcome.kind !== 'ROWS' ? codes[outcome.kind] : rows.length === 0 ? '1004' : '0';
  const result = rows.length === 0 ? null : { rows: turn % 3 === 0 ? JSON.stringify(rows) : rows };
  const body = JSON.stringify({ success: errcode === '0', errcode, errmsg: '', result });
  return { headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body: Buffer.from(body) };
}
