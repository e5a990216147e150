import { createAskedRecords } from './connector/asked-records.ts';
import type { LoadSections } from './connector/build-subgraph.ts';
import { createPolicy } from './connector/policy.ts';
import type { AskedProtocol } from './connector/protocol.ts';
import { createRate } from './connector/rate.ts';
import { assembleSection, type RecordSetAnswer } from './connector/section.ts';
import { policyOf } from './config.ts';
import { keepAskedRows } from './deliveries/keep-rows.ts';
import { directoryOf } from './register/load-directory.ts';
import { loadOrganisations } from './register/organisations.ts';
import type { Connected, ServedParts } from './serve-department.ts';

/** A department that is asked: its policy, its cache, and what is kept of its answers. */
export function serveAsked(
  protocol: AskedProtocol,
  { department, settings, runtime, around, note }: Connected,
): ServedParts {
  const { connector, name } = department;
  const { batchShare, clock, database, generations, ledger, log, rateWaitMs, records } = around;
  const system = protocol.connect(settings, runtime);
  const rate = { department: name, rates: connector.rates ?? [], ledger, clock };
  const own = {
    timeoutMs: runtime.timeoutMs,
    ...(connector.concurrency === undefined ? {} : { concurrency: connector.concurrency }),
  };
  const policy = createPolicy({
    department: name,
    settings: { ...own, ...policyOf(settings) },
    takeTurn: createRate(rate),
    takeBatchTurn: createRate({ ...rate, share: batchShare }),
    rateWaitMs,
    clock,
  });
  async function tell(error: Error | null): Promise<void> {
    try {
      await note(assembleSection({ department: name, connector, clock }, [contacted(error, clock.now())]), true);
    } catch (fault) {
      log.error({ department: name, err: fault }, 'how the department stands could not be written down');
    }
  }
  const ask = createAskedRecords({
    department: name,
    connector,
    system,
    ...policy,
    records,
    generations,
    waitForMs: runtime.timeoutMs,
    directory: directoryOf(database),
    knownOrganisations: (codes) => loadOrganisations(database, codes),
    keepRows: (recordSet, set, reading) =>
      keepAskedRows(database, reading, {
        department: name,
        recordSet,
        source: 'asked',
        position: '',
        connectorVersion: connector.version,
        hasOwnKey: set.ref !== undefined,
        nameCutAt: set.subject.nameCutAt,
        atMs: clock.now(),
      }),
    onContact: (error) => void tell(error),
    clock,
    log,
  });
  const load: LoadSections = async (codes, now, inBatch) => {
    const answers = await ask(codes, now, inBatch);
    return codes.map((creditCode, at) => ({
      creditCode,
      ...assembleSection({ department: name, connector, clock }, answers[at]!),
    }));
  };
  return { load, ...nothingDelivered, close: () => system.close() };
}

/** There is nothing to look for. */
export const nothingDelivered = { collect: async () => false, takeUpAgain: async () => 0, follow: () => {} };

/** How a department stands after one contact. */
function contacted(error: Error | null, atMs: number): RecordSetAnswer {
  const none = { recordSet: '', facts: [], rejectedRows: 0, unlinkedRows: 0, unlinkedAdverseRows: 0 };
  return { ...none, state: error === null ? 'ANSWERED' : 'UNAVAILABLE', asOfMs: error === null ? atMs : null, error };
}
