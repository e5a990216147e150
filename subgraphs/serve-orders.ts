import type { Department } from './connector/load-departments.ts';
import { createPolicy } from './connector/policy.ts';
import type { Runtime, Settings } from './connector/protocol.ts';
import { createRate } from './connector/rate.ts';
import { maintenanceEnds } from './connector/timetable.ts';
import { policyOf } from './config.ts';
import { settingName } from './setting-names.ts';
import type { OrderRecipient } from './measures/delivery/start-delivering.ts';
import type { Surroundings } from './serve-department.ts';

/** An order may wait longer for its turn than a reader does: nobody sits before it. */
const rateWaitMs = 30_000;
/** Of a call that writes, in milliseconds; files and exchange tables are slow. */
const leastTimeoutMs = 10_000;

/**
 * The department's own system as it receives orders; null where it has its worklist only, or where what the channel
 * needs is not configured, which is told to the operator: its orders then wait.
 */
export function openRecipient(
  department: Department,
  settings: Settings | undefined,
  around: Surroundings,
): OrderRecipient | null {
  const { connector, name } = department;
  const { orders } = connector;
  if (orders === undefined || settings === undefined) return null;
  const missing = (orders.requires ?? []).filter((key) => settings[key] === undefined);
  if (missing.length > 0) {
    const names = missing.map((key) => settingName(name, key));
    around.log.warn({ department: name, missing: names }, 'orders wait: their channel is not configured');
    return null;
  }
  const { clock, ledger, log } = around;
  const policy = policyOf(settings);
  const timeoutMs = Math.max(leastTimeoutMs, policy.timeoutMs ?? connector.timeoutMs ?? 0);
  const runtime: Runtime = { department: name, clock, log, timeoutMs };
  const takeTurn = createRate({ department: name, rates: connector.rates ?? [], ledger, clock });
  return {
    department: name,
    channel: orders.name,
    sink: orders.connect(settings, runtime),
    // What fails goes back to the outbox, which tries again by itself.
    call: createPolicy({
      department: name,
      settings: { ...policy, timeoutMs, retries: 0, concurrency: 1 },
      takeTurn,
      rateWaitMs,
      clock,
    }).call,
    closed: () => maintenanceEnds(connector.maintenance ?? [], clock.now()) !== null,
  };
}
