import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random } from '../../demo/random.ts';
import type { Caller } from '../../schema/caller.ts';
import { claimsOf } from '../../schema/read-caller.ts';
import { askAt } from './district.ts';
import { evidence, subject } from './measure-story.ts';
import { worklistOnly } from './measures-catalogue.ts';
import type { Stage } from './measures-stage.ts';

/** A command that was answered: carried out, or refused for good. */
export interface Answered {
  readonly mutation: string;
  readonly key: string;
  /** What its effect is known by: a text that no other command has, or the id of what it is about. */
  readonly marker: string;
  readonly refused: string | null;
  /** Its answer had been lost, and the gateway knew the key. */
  readonly repeated: boolean;
}

export interface Driver {
  readonly answered: readonly Answered[];
  /** Lets so many more measures begin. */
  allow(measures: number): void;
  /** No command is begun any more; resolves when every one that was begun has its answer. */
  stop(): Promise<void>;
  /** Waits for no answer any more. */
  giveUp(): void;
}

export interface DriverParts {
  readonly stage: Stage;
  readonly seed: number;
  /** Where a gateway served last; null: nowhere yet. */
  readonly url: () => string | null;
}

interface Payload {
  readonly measure: {
    readonly measureId: string;
    readonly implementations: readonly {
      readonly department: string;
      readonly orders: readonly { readonly orderId: string }[];
    }[];
    readonly objections: readonly { readonly objectionId: string; readonly statement: string }[];
  } | null;
  readonly repeated: boolean;
  readonly userErrors: readonly { readonly code: string }[];
}
type Measure = NonNullable<Payload['measure']>;

const officerOf = (department: string): Caller => ({ role: 'officer', department, id: `${department}-1` });
const representative: Caller = { role: 'representative', creditCode: subject, id: 'r-1' };
const workers = 4;
const patienceMs = 120_000;
/** Departments whose answers the driver gives; those of the others come back through their systems. */
const answeredHere = ['environment', worklistOnly];
const selection = `measure { measureId implementations { department orders { orderId } } objections { objectionId statement } }
  repeated userErrors { code }`;

/** No measure of a story is in force for longer. */
export const longestTermDays = 20;

/** Officers and an organisation at work: each command is sent under its key until it is answered, whatever happens. */
export function startDriver({ seed, stage, url }: DriverParts): Driver {
  const answered: Answered[] = [];
  const state = { stopped: false, abandoned: false, allowed: 0, begun: 0 };

  async function give(by: Caller, mutation: string, marker: string, said: object): Promise<Measure | null> {
    const key = `${mutation} ${marker}`;
    const query = `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) {
      ${mutation}(input: $input) { ${selection} } }`;
    const authorization = `Bearer ${await stage.keys.sign({ ...claimsOf(by) })}`;
    const ask = () =>
      askAt(url() ?? 'http://127.0.0.1:9')(
        query,
        { input: { idempotencyKey: key, ...said } },
        {
          authorization,
          'x-purpose': by.role === 'representative' ? 'OWN_RECORDS' : 'JOINT_MEASURES',
        },
      );
    const { measure, repeated, userErrors } = await untilAnswered(mutation, ask, () => state.abandoned);
    answered.push({ mutation, key, marker, repeated, refused: userErrors[0]?.code ?? null });
    return measure;
  }

  async function tellStory(number: number): Promise<void> {
    const random = createRandom(seed, `story ${number}`);
    const document = `(2026)川0904执${number}号`;
    const measure = await give(
      officerOf('human-resources'),
      'initiateMeasure',
      document,
      initiationOf(document, stage.today(), random),
    );
    if (measure === null) return;
    const { measureId } = measure;
    for (const { department, orders } of measure.implementations) {
      const [orderId] = orders.map((one) => one.orderId);
      if (orderId === undefined || !answeredHere.includes(department)) continue;
      const by = officerOf(department);
      if (
        random.chance(0.3) ||
        !(await arrives(() => department === worklistOnly || stage.hasReceived(department, orderId)))
      )
        continue;
      await give(by, 'acknowledgeOrder', orderId, { measureId, orderId });
      const implemented = { doneOn: stage.today(), evidence: [evidence] };
      if (!state.stopped && random.chance(0.7))
        await give(by, 'reportOutcome', orderId, { measureId, orderId, implemented });
    }
    if (!state.stopped && random.chance(0.6)) await object(measureId, `异议 ${number}`, random);
    const reason = `撤回 ${number}`;
    if (!state.stopped && random.chance(0.2))
      await give(officerOf('human-resources'), 'withdrawMeasure', reason, { measureId, reason });
  }

  async function arrives(isThere: () => boolean): Promise<boolean> {
    for (let looks = 0; looks < 50 && !state.stopped && !isThere(); looks += 1) await pause(50);
    return !state.stopped && isThere();
  }

  async function object(measureId: string, statement: string, random: Random): Promise<void> {
    const said = { measureId, origin: 'ORGANISATION', ground: 'WRONG_SUBJECT', statement, evidence: [evidence] };
    const filed = await give(representative, 'fileObjection', statement, said);
    const objectionId = filed?.objections.find((one) => one.statement === statement)?.objectionId;
    if (objectionId === undefined || state.stopped || random.chance(0.2)) return;
    await give(officerOf('court'), 'acceptObjection', objectionId, { measureId, objectionId });
    if (state.stopped || random.chance(0.3)) return;
    const decision = random.pick(['UPHELD_RECORD', 'CORRECTED', 'WITHDRAWN']);
    const correction = decision === 'CORRECTED' ? { correction: '已更正', effect: { kind: 'LIFTED' } } : {};
    const decided = { measureId, objectionId, decision, ...correction, reasons: '经核实', evidence: [evidence] };
    await give(officerOf('court'), 'decideObjection', objectionId, decided);
  }

  async function work(): Promise<void> {
    while (!state.stopped) {
      if (state.begun < state.allowed) await tellStory((state.begun += 1));
      else await pause(20);
    }
  }

  const working = Promise.all(Array.from({ length: workers }, work));
  working.catch(() => undefined);
  return {
    answered,
    allow: (measures) => void (state.allowed = Math.max(state.allowed, state.begun + measures)),
    async stop() {
      state.stopped = true;
      await working;
    },
    giveUp: () => void Object.assign(state, { stopped: true, abandoned: true }),
  };
}

function initiationOf(documentNumber: string, today: string, random: Random) {
  const endsOn = new Date(Date.parse(today) + random.whole(1, longestTermDays) * 86_400_000).toISOString().slice(0, 10);
  return {
    creditCode: subject,
    itemCode: random.pick(['K01', 'K02']),
    determination: { department: 'court', documentNumber, decidedOn: today, notifiedOn: today, file: evidence },
    sourceRecord: { department: 'court', recordId: 'record-1', recordClass: 'ORDINARY' },
    cause: '有履行能力而拒不履行',
    evidence: [evidence],
    term: { startsOn: today, endsOn },
  };
}

/** Nothing is known of a command that got no answer: it is sent again, as it was. */
async function untilAnswered(
  mutation: string,
  ask: () => ReturnType<ReturnType<typeof askAt>>,
  isAbandoned: () => boolean,
): Promise<Payload> {
  const giveUpAt = Date.now() + patienceMs;
  let last: unknown = null;
  while (Date.now() < giveUpAt && !isAbandoned()) {
    try {
      const { data, text } = await ask();
      const payload = data?.[mutation] as Payload | null | undefined;
      if (payload !== null && payload !== undefined) return payload;
      last = text;
    } catch (error) {
      last = error;
    }
    await pause(50);
  }
  throw new Error(`${mutation} got no answer`, { cause: last });
}
