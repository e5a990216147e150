import { randomBytes } from 'node:crypto';
import type { Clock } from '../subgraphs/connector/protocol.ts';
import { sealMessage } from '../subgraphs/protocols/http-sm-message.ts';
import type { StandInReply } from './http-stand-in.ts';
import type { BureauKeys } from './sm-keys.ts';
import type { Outcome } from './sm-service.ts';

export interface Writing {
  readonly keys: BureauKeys;
  readonly clock: Clock;
  /** How far the two clocks may be apart. */
  readonly windowMs: number;
}

/** An answer as the bureau writes it: errors plain, all else sealed and signed. */
export function reply(outcome: Outcome, { keys, clock }: Writing, lateMs = 0): StandInReply {
  const plain = JSON.stringify(outcome);
  if (/^[45]/.test(outcome.retCode)) return openReply(plain);
  const stamp = { appId: keys.appId, timestampMs: clock.now() - lateMs, nonce: randomBytes(12).toString('hex') };
  const { headers, body } = sealMessage(plain, stamp, keys);
  return {
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'X-Encrypted': '1', ...headers },
    body: Buffer.from(body),
  };
}

function openReply(plain: string): StandInReply {
  return {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'X-Encrypted': '0' },
    body: Buffer.from(plain),
  };
}

/** An answer that cannot be relied on, each turn in another way. */
export function spoil(outcome: Outcome, writing: Writing, turn: number): StandInReply {
  const good = reply(outcome, writing);
  const { headers, body } = good;
  switch (turn % 5) {
    case 0:
      return { ...good, headers: { ...headers, 'X-Sign': '1f'.repeat(64) } };
    case 1:
      return { ...good, body: body.subarray(0, Math.floor(body.length / 2)) };
    case 2:
      return openReply(JSON.stringify({ ...outcome, retCode: '0001', total: 0, rows: [] }));
    case 3:
      return reply({ ...outcome, retCode: '0000' }, writing, writing.windowMs + 60_000);
    default:
      return { ...good, headers: { ...headers, 'Content-Length': String(body.length + 20), Connection: 'close' } };
  }
}
