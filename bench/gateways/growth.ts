import { fictionalCodes } from '../../demo/fictional-codes.ts';
import { measureKept, measureSteadiness } from './memory.ts';
import { median, type BenchParts, type Measured, type Table } from '../suite.ts';
import { compare, type Compared } from './compare.ts';
import { openGateways, type Gateways, type Target } from './gateways.ts';
import { load } from './load.ts';
import { allDepartments, batch, bodiesOf, coverOf, fullProfile, type Operation } from './operations.ts';
import { zipf } from './popularity.ts';

const population = 2000;
const codes = fictionalCodes(population);
const order = zipf(population, 50_000);

interface Step {
  readonly at: number;
  readonly operation: Operation;
  readonly connections: number;
}

/** How cost grows with departments, size of a batch, connections, and organisations that are kept. */
export async function measureGrowth(parts: BenchParts): Promise<Measured> {
  const gateways = await openGateways({ delayMs: 0, postgresUrl: parts.postgresUrl });
  try {
    const plain = await gateways.plain();
    const cold = await gateways.ours('nothing kept', { answers: false, fragments: false, rights: true });
    const fragments = await gateways.ours('fragments warm', { answers: false, fragments: true, rights: true });
    const answers = await gateways.ours('answers warm', { answers: true, fragments: true, rights: true });
    const all = [plain, cold, fragments, answers];
    const growing = async (title: string, targets: readonly Target[], steps: readonly Step[]) =>
      growth(parts, { title, targets, steps });
    const departments = await growing('Departments in a full profile', all, departmentSteps(parts.quick));
    const sizes = await growing('Organisations in a batch', [plain, cold, fragments], batchSteps(parts.quick));
    const connections = await growing('Connections, full profile', [cold, answers], connectionSteps(parts.quick));
    const steady = await measureSteadiness(gateways, parts);
    return {
      title: 'Growth',
      ratios: {
        'growth.batch.costOfOneAmong1000.vsAlone': sizes.cpuOf(fragments, 1000) / 1000 / sizes.cpuOf(fragments, 1),
        'growth.departments.furtherOne.vsPlain': slope(departments, plain) / slope(departments, cold),
        'growth.memory.lastFifth.vsSecond': steady.lastVsSecond,
      },
      figures: [
        {
          what: 'longest turn of the event loop at a batch of 1000, in CPU time',
          value: await longestTurnMs(gateways, parts),
          unit: 'ms',
        },
      ],
      tables: [departments.table, sizes.table, connections.table, await measureKept(gateways, parts), steady.table],
    };
  } finally {
    await gateways.close();
  }
}

function departmentSteps(quick: boolean): Step[] {
  const all = allDepartments().length;
  const wanted = (quick ? [2, 8] : [2, 4, 8, 16]).filter((at) => at < all);
  return [...wanted, all].map((at) => ({ at, operation: fullProfile(at), connections: 50 }));
}

function batchSteps(quick: boolean): Step[] {
  return (quick ? [1, 100, 1000] : [1, 10, 50, 100, 1000]).map((at) => ({
    at,
    operation: batch(at),
    connections: at === 1000 ? 4 : 20,
  }));
}

function connectionSteps(quick: boolean): Step[] {
  return (quick ? [1, 50, 500] : [1, 10, 50, 200, 500]).map((at) => ({
    at,
    operation: fullProfile(8),
    connections: at,
  }));
}

interface Growing {
  readonly title: string;
  readonly targets: readonly Target[];
  readonly steps: readonly Step[];
}

interface Grown {
  readonly table: Table;
  /** Milliseconds of CPU for a request at a step. */
  readonly cpuOf: (target: Target, at: number) => number;
  readonly ends: readonly [number, number];
}

async function growth({ quick, say }: BenchParts, { steps, targets, title }: Growing): Promise<Grown> {
  const done = new Map<number, Compared[]>();
  for (const { at, connections, operation } of steps) {
    say(`${title}: ${at}`);
    const bodyAt = bodiesOf(operation, codes, order);
    const times = { rounds: quick ? 1 : 3, seconds: quick ? 1 : 3, warmSeconds: quick ? 1 : 4 };
    const cover = coverOf(operation, codes);
    done.set(at, await compare({ targets, bodyAt, cover, connections, ...times, beside: {}, say: () => undefined }));
  }
  const middle = (one: Compared, read: (round: Compared['rounds'][number]) => number) => median(one.rounds.map(read));
  return {
    table: {
      title,
      columns: [title, ...targets.flatMap(({ name }) => [`${name}: CPU ms`, `${name}: p50 ms`, `${name}: p99 ms`])],
      rows: [...done].map(([at, compared]) => [
        String(at),
        ...compared.flatMap((one) => [
          middle(one, ({ cpuMsEach }) => cpuMsEach),
          middle(one, ({ p50Ms }) => p50Ms),
          middle(one, ({ p99Ms }) => p99Ms),
        ]),
      ]),
    },
    cpuOf: (target, at) =>
      middle(
        done.get(at)!.find((one) => one.target === target)!,
        ({ cpuMsEach }) => cpuMsEach,
      ),
    ends: [steps[0]!.at, steps.at(-1)!.at],
  };
}

/** What one more costs. */
function slope({ cpuOf, ends: [first, last] }: Grown, target: Target): number {
  return (cpuOf(target, last) - cpuOf(target, first)) / (last - first);
}

/** For how long a batch holds up everybody else, at worst; the middle of several batches, with nothing kept. */
async function longestTurnMs(gateways: Gateways, { quick, say }: BenchParts): Promise<number> {
  say('longest turn of the event loop');
  const asked = await gateways.ours('turns told', { answers: false, fragments: false, rights: true, turns: true });
  const { headers, path, process } = asked;
  const bodyAt = bodiesOf(batch(1000), codes, order);
  const port = { port: process.port, path, headers, connections: 1 };
  await load({ ...port, requests: quick ? 3 : 10, bodyAt });
  await process.longestTurnMs();
  const longest: number[] = [];
  for (let at = 0; at < (quick ? 5 : 15); at += 1) {
    await load({ ...port, requests: 1, bodyAt: () => bodyAt(at) });
    longest.push(await process.longestTurnMs());
  }
  return median(longest);
}
