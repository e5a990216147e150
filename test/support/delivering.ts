import { parseCreditCode, type CreditCode } from '../../schema/credit-code.ts';
import { defineConnector, defineRecordSet, type Connector } from '../../subgraphs/connector/connector.ts';
import { date } from '../../subgraphs/connector/decoders/dates.ts';
import { state } from '../../subgraphs/connector/decoders/state.ts';
import { documentNumber, text } from '../../subgraphs/connector/decoders/text.ts';
import type { Delivery, DeliveringSystem, FailedDelivery, Known } from '../../subgraphs/connector/protocol.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import { createCollector } from '../../subgraphs/deliveries/collector.ts';
import { loadDelivered } from '../../subgraphs/deliveries/delivered-sections.ts';
import { directoryOf } from '../../subgraphs/register/load-directory.ts';
import { quiet } from './database.ts';

export const qinghe = parseCreditCode('91510904MAXXXX015M').code;
export const hongjian = parseCreditCode('9151090420599001XY').code;

/** A department that delivers one kind of record: enough to see what becomes of rows between deliveries. */
export function listConnector(
  version = 1,
  states: Record<string, 'VALID' | 'ENDED' | 'REVOKED'> = { '1': 'VALID', '2': 'ENDED' },
  nameCutAt?: number,
): Connector {
  const listings = defineRecordSet({
    type: 'Listing',
    query: {},
    subject: {
      creditCode: ['CODE'],
      registrationNumber: ['REGNO'],
      name: 'NAME',
      ...(nameCutAt === undefined ? {} : { nameCutAt }),
    },
    kind: 'LISTING',
    effect: 'ADVERSE',
    catalogue: { item: '严重失信主体名单信息', edition: '2024' },
    record: {
      documentNumber: documentNumber('DOC'),
      documentOn: date('DAY'),
      authority: 'a department',
      state: state('ZT', states),
    },
    fields: { reason: text('WHY') },
    freshFor: '30h',
    keepFor: '90d',
  });
  return defineConnector({
    title: '测试 / test',
    protocol: {
      name: 'test',
      mode: 'delivered',
      connect: () => ({ collect: async () => ({ deliveries: [], seen: {} }), close: async () => {} }),
    },
    version,
    recordSets: { listings },
  });
}

export const row = (ref: string, cells: Record<string, string | null>) => ({
  ref,
  cells: {
    DOC: `〔2026〕${ref}号`,
    DAY: '2026-01-05',
    ZT: '1',
    NAME: null,
    REGNO: null,
    CODE: null,
    WHY: null,
    ...cells,
  },
});

export function delivery(day: string, rows: readonly ReturnType<typeof row>[], over: Partial<Delivery> = {}): Delivery {
  return {
    recordSet: 'listings',
    name: `F_${day}`,
    digest: JSON.stringify(rows),
    kind: 'FULL',
    order: day,
    effectiveOn: day,
    asOfMs: Date.parse(`${day}T06:00:00+08:00`),
    rows,
    ignored: 0,
    ...over,
  };
}

/** One department on a database; each `take` is one look that brings these deliveries. */
export function department(database: Database, nowMs: number) {
  let next: readonly (Delivery | FailedDelivery)[] = [];
  let failure: Error | null = null;
  const clock = { now: () => nowMs };
  let known: Known | null = null;
  const system: DeliveringSystem = {
    async collect(_, given) {
      known = given;
      if (failure !== null) throw failure;
      return { deliveries: next, seen: {} };
    },
    close: async () => {},
  };
  const parts = (connector: Connector) => ({
    department: 'lists',
    connector,
    system,
    database,
    directory: directoryOf,
    clock,
    log: quiet,
    timeoutMs: 1000,
  });
  return {
    known: () => known!,
    async take(deliveries: readonly (Delivery | FailedDelivery)[], connector = listConnector()) {
      [next, failure] = [deliveries, null];
      return createCollector(parts(connector)).collect();
    },
    async fail(error: Error, connector = listConnector()) {
      failure = error;
      return createCollector(parts(connector)).collect();
    },
    async about(code: CreditCode, connector = listConnector()) {
      const [[answer]] = (await loadDelivered({ department: 'lists', connector, queries: database, clock }, [
        code,
      ])) as [[Awaited<ReturnType<typeof loadDelivered>>[0][0]]];
      return answer;
    },
  };
}
