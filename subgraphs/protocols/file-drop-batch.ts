import { createHash } from 'node:crypto';
import { DepartmentAnswerInvalid } from '../../schema/errors.ts';
import type { OutgoingOrder } from '../connector/order-channel.ts';
import { csvBytes } from './file-drop-csv.ts';
import type { WritableFolder } from './file-drop-folder.ts';
import { orderTexts, type OrderNames } from './order-cells.ts';

/** One batch of orders as a file. */
export interface OrderFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The same orders make the same file under the same name, which says the day of the latest of them. */
export function orderFile(orders: readonly OutgoingOrder[], names: OrderNames, prefix: string): OrderFile {
  const sorted = orders.toSorted((a, b) => (a.orderId < b.orderId ? -1 : 1));
  const rows = sorted.map((order) => orderTexts(order, names));
  const bytes = csvBytes(Object.values(names), rows);
  const day = orders.reduce((latest, { givenOn }) => (givenOn > latest ? givenOn : latest), '').replaceAll('-', '');
  const content = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { name: `${prefix}${day}_${content}.csv`, bytes };
}

/**
 * Puts a file, its digest, and last its flag into a folder. What lies there already, of the same length under the same
 * name, is this file. Throws DepartmentAnswerInvalid when the folder does not show afterwards what was written.
 */
export async function dropFile(folder: WritableFolder, { name, bytes }: OrderFile, department: string): Promise<void> {
  const md5 = createHash('md5').update(bytes).digest('hex');
  const parts = [
    { name, bytes },
    { name: `${name}.md5`, bytes: Buffer.from(`${md5}  ${name}\r\n`) },
    { name: `${name}.ok`, bytes: Buffer.alloc(0) },
  ];
  const lying = await missing(folder, parts);
  if (lying.length === 0) return;
  for (const part of parts.filter((one) => lying.includes(one) || one === parts.at(-1)))
    await folder.write(part.name, part.bytes);
  const left = await missing(folder, parts);
  if (left.length > 0)
    throw new DepartmentAnswerInvalid({ department }, new Error('the folder does not hold what was written into it'));
}

async function missing(folder: WritableFolder, parts: readonly OrderFile[]): Promise<OrderFile[]> {
  const sizes = new Map((await folder.list()).map(({ name, size }) => [name, size]));
  return parts.filter(({ name, bytes }) => sizes.get(name) !== bytes.length);
}
