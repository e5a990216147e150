import { createHash } from 'node:crypto';
import { date } from '../connector/decoders/dates.ts';
import { RowUnreadable } from '../connector/decoders/decoder.ts';
import { textOf, type LegacyRow } from '../connector/legacy-row.ts';
import { maskFreeText } from '../connector/mask-free-text.ts';
import type { OrderFeedback, UnreadableFeedback } from '../connector/order-channel.ts';

type Cells = LegacyRow['cells'];
type Said = OrderFeedback['said'];

/** Columns in which departments say what has become of an order. */
export const feedbackColumns = ['ZLBH', 'FKZT', 'FKSJ', 'LSRQ', 'FKSM', 'FKZM', 'FKZMHX'] as const;

const MAX_REASON = 2000;
const MAX_TITLE = 200;
const MAX_DOCUMENTS = 50;

/** Why feedback cannot be read: names the column, and never what stands in it. */
class FeedbackUnreadable extends Error {}

/**
 * Feedback about one order: 1 签收, 2 落实 with its day and the titles and SHA-256 of what proves it, 3 不予实施 with the
 * reason. What cannot be read is given as such. The id is of the content: the same words have the same id.
 */
export function readOrderFeedback(cells: Cells, malformed?: string): OrderFeedback | UnreadableFeedback {
  const orderId = textOf(cells, 'ZLBH');
  const content = feedbackColumns.map((column) => textOf(cells, column));
  const hash = createHash('sha256')
    .update(JSON.stringify([content, malformed]))
    .digest('hex')
    .slice(0, 24);
  const feedbackId = `${hash}:${orderId?.slice(0, 100) ?? ''}`;
  try {
    if (malformed !== undefined) throw new FeedbackUnreadable(malformed);
    if (orderId === null) throw new FeedbackUnreadable('ZLBH is empty');
    return { feedbackId, orderId, said: saidIn(cells) };
  } catch (error) {
    if (!(error instanceof FeedbackUnreadable || error instanceof RowUnreadable)) throw error;
    return { feedbackId, orderId, problem: error.message };
  }
}

function saidIn(cells: Cells): Said {
  switch (textOf(cells, 'FKZT')?.normalize('NFKC')) {
    case '1':
      return { kind: 'ACKNOWLEDGED' };
    case '2':
      return { kind: 'IMPLEMENTED', doneOn: dayIn(cells), evidence: evidenceIn(cells) };
    case '3':
      return { kind: 'DECLINED', reason: freeText(cells, 'FKSM', MAX_REASON) };
    default:
      throw new FeedbackUnreadable('FKZT is outside its table');
  }
}

function dayIn(cells: Cells): string {
  const read = date('LSRQ').read(cells);
  if (read === null || read.precision !== 'day') throw new FeedbackUnreadable('LSRQ is no day');
  return read.on;
}

/** One document a line: titles in one column, hashes in the other. */
function evidenceIn(cells: Cells): { title: string; sha256: string }[] {
  const [titles, hashes] = [linesOf(cells, 'FKZM'), linesOf(cells, 'FKZMHX')];
  if (titles.length !== hashes.length) throw new FeedbackUnreadable('FKZM and FKZMHX do not go together');
  if (titles.length > MAX_DOCUMENTS) throw new FeedbackUnreadable(`FKZM names more than ${MAX_DOCUMENTS} documents`);
  return titles.map((title, at) => {
    const sha256 = hashes[at]!.toLowerCase();
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new FeedbackUnreadable('FKZMHX is no SHA-256 of 64 hexadecimal digits');
    return { title: cut(maskFreeText(title), MAX_TITLE), sha256 };
  });
}

function linesOf(cells: Cells, column: string): string[] {
  const lines = (textOf(cells, column) ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function freeText(cells: Cells, column: string, most: number): string {
  const text = textOf(cells, column);
  if (text === null) throw new FeedbackUnreadable(`${column} is empty`);
  return cut(maskFreeText(text), most);
}

/** Cut at the end, visibly, and never within a character. */
function cut(text: string, most: number): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
