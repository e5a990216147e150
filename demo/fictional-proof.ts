import { createHash } from 'node:crypto';
import { localDay } from '../subgraphs/connector/timetable.ts';
import type { ReceivedOrder } from './order-book.ts';

/** What a department shows for what it has done: the day, and a document that exists only here. */
export interface Proof {
  readonly doneOn: string;
  readonly title: string;
  /** Of the document's text, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** The same order has the same document on the same day. */
export function proofOf(department: string, { orderId }: ReceivedOrder, nowMs: number): Proof {
  const doneOn = localDay(nowMs);
  const title = `办结单(虚构) ${orderId}`;
  const sha256 = createHash('sha256').update(`${department} ${doneOn} ${title}`).digest('hex');
  return { doneOn, title, sha256 };
}
