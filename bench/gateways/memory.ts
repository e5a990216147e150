import { fictionalCodes } from '../../demo/fictional-codes.ts';
import type { BenchParts, Table } from '../suite.ts';
import type { Gateways } from './gateways.ts';
import { load } from './load.ts';
import { bodiesOf, greenChannelSized } from './operations.ts';

const inOrder = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Memory of the process with the answers about so many organisations kept, asked in turn, each once. */
export async function measureKept(gateways: Gateways, { quick, say }: BenchParts): Promise<Table> {
  const sizes = quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000];
  const many = fictionalCodes(sizes.at(-1)!);
  const gateway = await open(gateways, 'room for a million', 4 * 2 ** 30);
  const rows: (string | number)[][] = [];
  let from = 0;
  for (const size of sizes) {
    say(`answers about ${size} organisations in memory`);
    const bodyAt = bodiesOf(greenChannelSized, many.slice(from, size), inOrder(size - from));
    await load({ ...gateway.place, connections: 50, requests: size - from, bodyAt });
    rows.push([String(size), gateway.residentMiB()]);
    from = size;
  }
  await gateway.stop();
  return {
    title: 'Organisations whose answers are kept',
    columns: ['organisations', 'memory of the process, MiB'],
    rows,
  };
}

/**
 * Memory of the process over a million requests about ever other organisations, with little room for answers. The
 * first fifth fills what is bounded; after it there is nothing to grow.
 */
export async function measureSteadiness(gateways: Gateways, { quick, say }: BenchParts) {
  const requests = quick ? 50_000 : 1_000_000;
  const many = fictionalCodes(100_000);
  const gateway = await open(gateways, 'little room', 16 * 2 ** 20);
  const bodyAt = bodiesOf(greenChannelSized, many, inOrder(many.length));
  const held: number[] = [];
  for (let fifth = 0; fifth < 5; fifth += 1) {
    say(`memory over ${requests} requests: ${fifth + 1} of 5`);
    const from = fifth * (requests / 5);
    await load({ ...gateway.place, connections: 50, requests: requests / 5, bodyAt: (at) => bodyAt(from + at) });
    held.push(gateway.residentMiB());
  }
  await gateway.stop();
  const rows = held.map((one, at) => [String(((at + 1) * requests) / 5), one]);
  const table: Table = {
    title: 'Requests with changing keys',
    columns: ['requests', 'memory of the process, MiB'],
    rows,
  };
  return { table, lastVsSecond: held[4]! / held[1]! };
}

async function open(gateways: Gateways, name: string, answerBytes: number) {
  const what = { answers: true, fragments: false, rights: true, answerBytes };
  const { headers, path, process } = await gateways.ours(name, what);
  return {
    place: { port: process.port, path, headers },
    residentMiB: () => process.residentMiB(),
    stop: () => process.stop(),
  };
}
