import { createRounds } from '../../gateway/screening/run-round.ts';
import type { ScreeningPorts } from '../../gateway/screening/screening-ports.ts';
import type { Caller } from '../../schema/caller.ts';
import type { TestClock } from './screening-stage.ts';

export const approval: Caller = { role: 'approval', id: 'approval-1' };
export const morning = Date.parse('2026-07-06T09:30:00+08:00');
export const nothingScreened =
  'TRUNCATE screenings, screening_items, green_channel_requests, eligibility_evidence, department_calls CASCADE';

/** One that reached a department. */
export interface Call {
  readonly department: string;
  readonly atMs: number;
}

const shown = 'id state of done failed estimatedEndAt waitingFor { department until }';

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly of: number;
  readonly done: number;
  readonly failed: number;
  readonly estimatedEndAt: string | null;
  readonly waitingFor: readonly { readonly department: string; readonly until: string }[];
}

export async function start(ports: ScreeningPorts, creditCodes: readonly unknown[], input = {}, caller = approval) {
  const query = `mutation ($input: StartScreeningInput!) { startScreening(input: $input) { userErrors { code field } screening { ${shown} } } }`;
  const variables = { input: { idempotencyKey: 'batch-1', matter: 'SP-001', creditCodes, ...input } };
  const { data, errors } = await ports.ask({ query, variables }, caller);
  if (data?.['startScreening'] == null) throw new Error(String(errors[0]?.extensions?.['code']));
  return data['startScreening'] as { screening: Shown | null; userErrors: { code: string; field: string | null }[] };
}

export async function look(ports: ScreeningPorts, id: string, caller = approval): Promise<Shown | null> {
  const query = `query ($id: ID!) { screening(id: $id) { ${shown} } }`;
  const { data } = await ports.ask({ query, variables: { id } }, caller);
  return data!['screening'] as Shown | null;
}

/** Rounds, with the clock put forward to each next one, until nothing is left. */
export async function work(ports: ScreeningPorts, clock: TestClock): Promise<void> {
  const runRound = createRounds(ports, () => clock.now());
  for (let nextAtMs: number | null = clock.ms; nextAtMs !== null;) {
    clock.ms = Math.max(clock.ms, nextAtMs);
    nextAtMs = await runRound();
  }
}

/** The most calls within any window of a length. */
export function mostWithin(calls: readonly Call[], department: string, lengthMs: number): number {
  const starts = calls.filter((one) => one.department === department).map(({ atMs }) => atMs);
  let from = 0;
  let most = 0;
  for (const [at, atMs] of starts.entries()) {
    while (starts[from]! <= atMs - lengthMs) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}
