import iconv from 'iconv-lite';
import { pageReply, type StandInReply } from '../../http-stand-in.ts';
import type { Outcome } from './service.ts';

/** Newer nodes write nothing as `[]` or null. */
const nothing = ['', [], '', null];

/** An answer as one of several nodes writes it: rows as an array or as text, UTF-8, or GB18030 without saying so. */
export function reply(outcome: Outcome, turn: number): StandInReply {
  if (outcome === 'PAGE') return pageReply(200, '系统升级中');
  const { code, msg, rows } = outcome;
  const inText = turn % 3 === 1;
  const data = rows.length === 0 ? nothing[turn % nothing.length] : inText ? JSON.stringify(rows) : rows;
  const body = JSON.stringify({ code, msg, data: code === '00' ? data : '' });
  return turn % 4 === 2
    ? { headers: { 'Content-Type': 'application/json' }, body: iconv.encode(body, 'gb18030') }
    : { headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body: Buffer.from(body) };
}

/** An answer that cannot be relied on, each turn in another way. */
export function spoil({ headers, body }: StandInReply, turn: number): StandInReply {
  const closing = { ...headers, Connection: 'close' };
  switch (turn % 4) {
    case 0:
      return { headers, body: body.subarray(0, Math.floor(body.length / 2)) };
    case 1:
      return { headers: { ...closing, 'Content-Length': String(body.length + 20) }, body };
    case 2:
      return { headers, body: Buffer.from(JSON.stringify({ code: '00', msg: '成功', data: { total: 1 } })) };
    default:
      return { headers, body: Buffer.concat([Buffer.from('{"code":"00","msg":"'), Buffer.from([0xff, 0x81, 0x30])]) };
  }
}
