import { isDeepStrictEqual } from 'node:util';
import { median } from '../suite.ts';
import type { Target } from './gateways.ts';
import { answerOf, load } from './load.ts';

/** What one target did in one round. */
export interface Round {
  readonly cpuMsEach: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU beside the gateway's own, for each request. */
  readonly beside: Readonly<Record<string, number>>;
}

export interface Compared {
  readonly target: Target;
  readonly rounds: readonly Round[];
  readonly peakMiB: number;
}

export interface Comparison {
  readonly targets: readonly Target[];
  readonly bodyAt: (at: number) => string;
  /** Asked once, before all else, of those who keep what they answer: what they have not is none of their speed. */
  readonly cover: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  /** Before the first round, so that what can be kept is. */
  readonly warmSeconds: number;
  readonly connections: number;
  readonly beside: Readonly<Record<string, () => number>>;
  readonly say: (line: string) => void;
}

const samples = 5;

/** All targets in turn, round by round; the first one's answers are what all others' must be. */
export async function compare(parts: Comparison): Promise<Compared[]> {
  const { cover, rounds, say, targets, warmSeconds } = parts;
  for (const target of targets) {
    if (target.keeps) await askOnceEach(target, cover);
    if (warmSeconds > 0) await measure(target, { ...parts, seconds: warmSeconds });
    await checkAnswers(target, parts);
  }
  const measured = targets.map((target) => ({ target, rounds: [] as Round[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const one of measured) one.rounds.push(await measure(one.target, parts));
  for (const target of targets) await checkAnswers(target, parts);
  for (const { rounds: all, target } of measured)
    say(`${target.name}: ${median(all.map(({ cpuMsEach }) => cpuMsEach)).toFixed(3)} ms CPU a request`);
  return measured.map((one) => ({ ...one, peakMiB: one.target.process.peakMiB() }));
}

/** How many times less CPU one takes than the other: paired by round, the median of the rounds. */
export function timesLess(one: Compared, than: Compared): number {
  return median(one.rounds.map(({ cpuMsEach }, at) => than.rounds[at]!.cpuMsEach / cpuMsEach));
}

/** How many times the requests of the other it answers a second. */
export function timesFaster(one: Compared, than: Compared): number {
  return median(one.rounds.map(({ perSecond }, at) => perSecond / than.rounds[at]!.perSecond));
}

async function measure(target: Target, { beside, bodyAt, connections, seconds }: Comparison): Promise<Round> {
  const { headers, path, process } = target;
  const before = process.cpuMs();
  const besideBefore = Object.entries(beside).map(([what, read]) => [what, read] as const);
  const started = besideBefore.map(([, read]) => read());
  const done = await load({ port: process.port, path, headers, bodyAt, connections, seconds });
  return {
    cpuMsEach: (process.cpuMs() - before) / done.answers,
    perSecond: done.answers / done.seconds,
    p50Ms: done.p50Ms,
    p99Ms: done.p99Ms,
    beside: Object.fromEntries(besideBefore.map(([what, read], at) => [what, (read() - started[at]!) / done.answers])),
  };
}

async function checkAnswers(target: Target, { bodyAt, targets }: Comparison): Promise<void> {
  for (let at = 0; at < samples; at += 1) {
    const body = bodyAt(at * 17);
    const [wanted, given] = [await ask(targets[0]!, body), await ask(target, body)];
    if (!isDeepStrictEqual(given, wanted))
      throw new Error(`${target.name} answers ${body} in another way than ${targets[0]!.name}`);
  }
}

async function askOnceEach({ headers, path, process }: Target, cover: readonly string[]): Promise<void> {
  const bodyAt = (at: number) => cover[at]!;
  await load({ port: process.port, path, headers, bodyAt, connections: 20, requests: cover.length });
}

function ask({ headers, path, process }: Target, body: string): Promise<unknown> {
  return answerOf({ port: process.port, path, headers }, body);
}
