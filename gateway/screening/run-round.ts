import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Caller } from '../../schema/caller.ts';
import { readCaller } from '../../schema/read-caller.ts';
import type { ScreeningClaim, ScreeningItem, ScreeningOutcome } from '../../schema/screening-work.ts';
import type { ScreeningPorts } from './screening-ports.ts';
import { readWaits } from './waits.ts';

const [fewest, mostAtOnce] = [4, 20];
/** Decisions under way at once: few, so that interactive queries find the process free. */
const side = 2;

const decide = `mutation Screen($input: DecideGreenChannelInput!) {
  decideGreenChannel(input: $input) { userErrors { code } request { decision { receipt } } } }`;

/**
 * Rounds of work on batches. As many organisations are taken up as the departments lately had room for, and some more, so
 * that they are not asked for what they are going to refuse.
 */
export function createRounds(ports: ScreeningPorts, now: () => number): () => Promise<number | null> {
  let size = mostAtOnce;
  return async () => {
    const { nextAtMs, ready } = await runRound(ports, now, size);
    if (ready !== null) size = Math.min(mostAtOnce, Math.max(fewest, 2 * ready));
    return nextAtMs;
  };
}

interface Round {
  /** When there is more to do, in milliseconds; null: nothing is known to come. */
  readonly nextAtMs: number | null;
  /** How many had to wait for no department; null: there was nothing to take up. */
  readonly ready: number | null;
}

/**
 * Takes up some organisations, has every department's records of them brought, and has those decided for which no
 * department has to be waited for. Dying anywhere in it loses nothing: what is not settled is taken up again, and what is
 * decided is found again under its key.
 */
async function runRound(ports: ScreeningPorts, now: () => number, size: number): Promise<Round> {
  const claim = await ports.claim(size);
  if (!('items' in claim)) return { nextAtMs: claim.nextAtMs, ready: null };
  const caller = callerOf(claim);
  const codes = claim.items.map(({ creditCode }) => creditCode);
  const answer = await ports.ask({ query: ports.sections, variables: { codes } }, caller);
  if (answer.data === null) throw new Error('the departments could not be asked for a batch');
  const waits = readWaits(answer, now());
  const outcomes: ScreeningOutcome[] = [];
  const queue = [...claim.items];
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      // With everything in this process nothing else would have a turn: sockets are read between two of these.
      await nextTurn();
      const untilMs = waits.untilMsOf.get(item.creditCode);
      outcomes.push(
        untilMs === undefined
          ? await outcomeOf(ports, caller, claim, item)
          : { position: item.position, kind: 'waits', untilMs },
      );
    }
  };
  await Promise.all(Array.from({ length: side }, work));
  await ports.settle({ jobId: claim.jobId, outcomes, waiting: waits.departments });
  const ready = outcomes.filter(({ kind }) => kind !== 'waits').length;
  return { nextAtMs: now(), ready };
}

interface Decided {
  readonly userErrors: readonly { readonly code: string }[];
  readonly request: { readonly decision: { readonly receipt: string } | null } | null;
}

async function outcomeOf(
  ports: ScreeningPorts,
  caller: Caller,
  { matter, on }: ScreeningClaim,
  { creditCode, idempotencyKey, position }: ScreeningItem,
): Promise<ScreeningOutcome> {
  const input = { idempotencyKey, creditCode, matter, on };
  const { data, errors } = await ports.ask({ query: decide, variables: { input } }, caller);
  const decided = data?.['decideGreenChannel'] as Decided | null | undefined;
  const receipt = decided?.request?.decision?.receipt;
  if (receipt !== undefined) return { position, kind: 'decided', receipt };
  const code = decided?.userErrors[0]?.code ?? errors[0]?.extensions?.['code'];
  const fault = typeof code === 'string' ? code : 'INTERNAL_ERROR';
  return { position, kind: 'failed', fault };
}

function callerOf({ caller, jobId }: ScreeningClaim): Caller {
  const read = readCaller(caller);
  if (!read.ok) throw new Error(`batch ${jobId} was handed in by nobody who is known: ${read.fault}`);
  return read.caller;
}
