import { fictionalCodes } from '../../demo/fictional-codes.ts';
import type { BenchParts, Measured, Table } from '../suite.ts';
import { median } from '../suite.ts';
import { cpuMsOf } from './beside.ts';
import { zipf } from './popularity.ts';
import { compare, timesFaster, timesLess, type Compared } from './compare.ts';
import { openGateways, type Gateways, type Target } from './gateways.ts';
import {
  allDepartments,
  batch,
  bodiesOf,
  coverOf,
  fullProfile,
  greenChannelSized,
  type Operation,
} from './operations.ts';

const population = 2000;
const codes = fictionalCodes(population);
const order = zipf(population, 50_000);

type Names =
  | 'plain'
  | 'hive'
  | 'hiveRust'
  | 'mercurius'
  | 'cold'
  | 'coldOff'
  | 'fragments'
  | 'answers'
  | 'answersOff'
  | 'map'
  | 'redis';
type Targets = Partial<Record<Names, Target>>;

interface Row {
  readonly title: string;
  readonly operation: Operation;
  readonly names: readonly Names[];
}

/**
 * Every gateway in front of the same remote subgraphs, in turn, round by round. The subgraphs have what is asked at
 * hand (`recordsWarm`); that the departments have first to be asked (`cold`) makes waiting, and no work for a gateway:
 * it is measured with subgraphs that take five milliseconds.
 */
export async function measureGateways(parts: BenchParts): Promise<Measured> {
  const warm = await measureRows(parts, 0, rowsAtHand());
  const cold = await measureRows(parts, 5, rowsNothingKept());
  const by = (rows: typeof warm, at: number) => rows[at]!;
  const [profile, small, fifty] = [by(warm, 0), by(warm, 1), by(warm, 2)];
  const [coldProfile, coldSmall, coldFifty] = [by(cold, 0), by(cold, 1), by(cold, 2)];
  return {
    title: 'Gateways side by side, CPU of the gateway for each request',
    ratios: {
      'fullProfile.answersWarm.vsPlain': profile.less('answers', 'plain'),
      'fullProfile.answersWarm.withoutRights.vsPlain': profile.less('answersOff', 'plain'),
      'fullProfile.answersWarm.vsMap': profile.less('answers', 'map'),
      ...(parts.redisUrl === null ? {} : { 'fullProfile.answersWarm.vsRedisGet': profile.less('answers', 'redis') }),
      'fullProfile.fragmentsWarm.vsPlain': profile.less('fragments', 'plain'),
      'fullProfile.recordsWarm.vsPlain': profile.less('cold', 'plain'),
      'fullProfile.cold.vsPlain': coldProfile.less('cold', 'plain'),
      'fullProfile.cold.vsHiveRust': coldProfile.less('cold', 'hiveRust'),
      'batch50.fragmentsWarm.vsPlain': fifty.less('fragments', 'plain'),
      'batch50.cold.vsPlain': coldFifty.less('cold', 'plain'),
      'greenChannel.answersWarm.vsPlain': small.less('answers', 'plain'),
      'greenChannel.cold.vsPlain': coldSmall.less('cold', 'plain'),
      'greenChannel.cold.vsMercurius': coldSmall.less('cold', 'mercurius'),
      'rights.answersWarm.share': profile.faster('answers', 'answersOff'),
      'rights.recordsWarm.share': profile.faster('cold', 'coldOff'),
    },
    figures: [],
    tables: [...warm, ...cold].map(({ table }) => table),
    chart: profile.table,
  };
}

function rowsAtHand(): Row[] {
  const everybody: readonly Names[] = [
    'plain',
    'hive',
    'hiveRust',
    'cold',
    'coldOff',
    'fragments',
    'answers',
    'answersOff',
    'map',
    'redis',
  ];
  const all = allDepartments().length;
  return [
    { title: 'Full profile of 8 departments, records at hand', operation: fullProfile(8), names: everybody },
    {
      title: 'Query of 3 departments and 6 fields, records at hand',
      operation: greenChannelSized,
      names: ['plain', 'mercurius', 'hiveRust', 'cold', 'fragments', 'answers', 'map', 'redis'],
    },
    {
      title: 'Batch of 50, records at hand',
      operation: batch(50),
      names: ['plain', 'hiveRust', 'cold', 'fragments'],
    },
    {
      title: `Full profile of ${all} departments, records at hand`,
      operation: fullProfile(all),
      names: ['plain', 'hiveRust', 'cold', 'fragments', 'answers', 'map'],
    },
  ];
}

function rowsNothingKept(): Row[] {
  return [
    {
      title: 'Full profile of 8 departments, nothing kept',
      operation: fullProfile(8),
      names: ['plain', 'hiveRust', 'cold'],
    },
    {
      title: 'Query of 3 departments and 6 fields, nothing kept',
      operation: greenChannelSized,
      names: ['plain', 'mercurius', 'hiveRust', 'cold'],
    },
    { title: 'Batch of 50, nothing kept', operation: batch(50), names: ['plain', 'hiveRust', 'cold'] },
  ];
}

async function measureRows(parts: BenchParts, delayMs: number, rows: readonly Row[]) {
  const { quick, say } = parts;
  const gateways = await openGateways({ delayMs, postgresUrl: parts.postgresUrl });
  try {
    const targets = await startTargets(gateways, parts, new Set(rows.flatMap(({ names }) => names)));
    const done = [];
    for (const { names, operation, title } of rows) {
      say(title);
      const present = names.filter((name) => targets[name] !== undefined);
      const compared = await compare({
        targets: present.map((name) => targets[name]!),
        bodyAt: bodiesOf(operation, codes, order),
        cover: coverOf(operation, codes),
        rounds: quick ? 3 : 5,
        seconds: quick ? 1 : 4,
        warmSeconds: quick ? 2 : 6,
        connections: 50,
        beside: {
          subgraphs: gateways.subgraphsCpuMs,
          PostgreSQL: () => cpuMsOf('postgres'),
          Redis: () => cpuMsOf('redis-server'),
        },
        say,
      });
      const of = (name: Names) => compared[present.indexOf(name)]!;
      done.push({
        less: (one: Names, than: Names) => timesLess(of(one), of(than)),
        faster: (one: Names, than: Names) => timesFaster(of(one), of(than)),
        table: tableOf(title, compared),
      });
    }
    return done;
  } finally {
    await gateways.close();
  }
}

async function startTargets(gateways: Gateways, parts: BenchParts, wanted: ReadonlySet<Names>): Promise<Targets> {
  const plain = await gateways.plain();
  const ours = (name: string, answers: boolean, fragments: boolean, rights = true) =>
    gateways.ours(name, { answers, fragments, rights });
  const starts: Readonly<Record<Exclude<Names, 'plain'>, () => Promise<Target> | null>> = {
    hive: () => gateways.hive(false),
    hiveRust: () => gateways.hive(true),
    mercurius: () => gateways.mercurius(),
    cold: () => ours('this gateway, nothing kept', false, false),
    coldOff: () => ours('this gateway, nothing kept, without rights and log', false, false, false),
    fragments: () => ours('this gateway, fragments warm', false, true),
    answers: () => ours('this gateway, answers warm', true, true),
    answersOff: () => ours('this gateway, answers warm, without rights and log', true, true, false),
    map: () => gateways.limit('limit: node:http and a Map', plain, null),
    redis: () =>
      parts.redisUrl === null ? null : gateways.limit('limit: node:http and Redis GET', plain, parts.redisUrl),
  };
  const targets: Targets = { plain };
  for (const [name, start] of Object.entries(starts) as [Exclude<Names, 'plain'>, () => Promise<Target> | null][]) {
    const target = wanted.has(name) ? await start() : null;
    if (target !== null) targets[name] = target;
  }
  return targets;
}

function tableOf(title: string, compared: readonly Compared[]): Table {
  const [plain] = compared;
  const beside = Object.keys(plain!.rounds[0]!.beside);
  return {
    title,
    columns: [
      'gateway',
      '× less CPU',
      'CPU ms',
      'a second',
      'p50 ms',
      'p99 ms',
      'peak MiB',
      ...beside.map((one) => `${one}, CPU ms`),
    ],
    rows: compared.map((one) => {
      const of = (read: (round: Compared['rounds'][number]) => number) => median(one.rounds.map(read));
      return [
        one.target.name,
        timesLess(one, plain!),
        of(({ cpuMsEach }) => cpuMsEach),
        of(({ perSecond }) => perSecond),
        of(({ p50Ms }) => p50Ms),
        of(({ p99Ms }) => p99Ms),
        one.peakMiB,
        ...beside.map((name) => of((round) => round.beside[name]!)),
      ];
    }),
  };
}
