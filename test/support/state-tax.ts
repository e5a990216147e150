import { pino } from 'pino';
import type { Collected, Delivery, DeliveringProtocol } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/state-tax/connector.ts';
import { demoDirectory } from './directory.ts';
import { createDrop, createMemory, deliveries, testRuntime } from './drop.ts';

export const protocol = connector.protocol as DeliveringProtocol;
export const quiet = pino({ level: 'silent' });
const queries = Object.fromEntries(Object.entries(connector.recordSets).map(([name, set]) => [name, set.query]));

/** One look at the bureau's folder, over the connector's own protocol. */
export async function look(
  settings: Readonly<Record<string, string>>,
  memory = createMemory(),
  timeoutMs = 2000,
): Promise<Collected> {
  const system = protocol.connect(settings, testRuntime('2026-07-02T06:30:00+08:00', timeoutMs));
  try {
    return await system.collect(queries, memory, AbortSignal.timeout(10_000));
  } finally {
    await system.close();
  }
}

export function read({ recordSet, rows }: Delivery, today: string, directory = demoDirectory()): Reading {
  return readRows(connector.recordSets[recordSet]!, rows, { directory, today });
}

export const heads = {
  NSXY: 'XH,NSRSBH,DJXH,NSRMC,ND,JB,PDRQ,PDWH,SWJG,FDDBR,CZLX,SCYY',
  QSGG: 'XH,NSRSBH,DJXH,NSRMC,ZSXM,SSQ,QSYE,GGRQ,GGWH,SWJG,FDDBR,FRSFZH,CZLX,SCYY',
  FZCH: 'XH,NSRSBH,DJXH,NSRMC,RDRQ,RDWH,JCRQ,SWJG,FDDBR,CZLX,SCYY',
  ZDAJ: 'XH,NSRSBH,DJXH,NSRMC,AJXZ,SAJE,FKJE,JDRQ,JDWH,GBQ,GBZ,SWJG,BZ,CZLX,SCYY',
};
export type Catalogue = keyof typeof heads;

/** Drops lines as the increment (Z) or the snapshot (F) of 2026-07-02 and takes them up. */
export async function deliver(catalogue: Catalogue, lines: readonly string[], kind = 'Z'): Promise<Delivery> {
  const drop = createDrop();
  const text = [heads[catalogue], ...lines].map((line) => `${line}\r\n`).join('');
  drop.put(`SW_${catalogue}_${kind}_20260702_001.csv`, text);
  const [delivery] = deliveries(await look({ url: drop.url }));
  drop.remove();
  return delivery!;
}

export async function readLines(catalogue: Catalogue, lines: readonly string[], kind = 'Z'): Promise<Reading> {
  return read(await deliver(catalogue, lines, kind), '2026-07-02');
}
