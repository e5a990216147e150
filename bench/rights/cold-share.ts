import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openDemoHost, type BenchHost } from '../demo-host.ts';
import { median, type BenchParts, type Measured } from '../suite.ts';
import { openAccountable, openUnaccountable, type Side } from './sides.ts';

const profile = readFileSync(join(import.meta.dirname, '../../schema/operations/organisation-profile.graphql'), 'utf8');
/** Queries at once: within what every department allows in a moment, and what a log writes together. */
const atOnce = 2;
/** Then every department's rate has room again. */
const aMinuteMs = 61_000;

/**
 * CPU of this process for a full profile without identity, rights, purpose and log, against that with them. Departments
 * are asked anew for each. Both gateways stand on one host, and take turns.
 */
export async function measureColdShare({ postgresUrl, quick, say }: BenchParts): Promise<Measured> {
  say('a full profile with and without identity, rights, purpose and log, departments asked anew');
  const database = postgresUrl === null ? null : await openBenchDatabase(postgresUrl);
  const demo = await openDemoHost(database?.url ?? null);
  const sides = [await openUnaccountable(demo.host), await openAccountable(demo.host)] as const;
  try {
    const rounds = quick ? 20 : 60;
    const pairs: { readonly bareMs: number; readonly wholeMs: number }[] = [];
    for (let round = -4; round < rounds; round += 1) {
      const codes = Array.from({ length: atOnce }, (_, at) => demo.codes[(round + 4 + at) % demo.codes.length]!);
      // Who goes first changes, so that what one leaves behind costs both alike.
      const order = round % 2 === 0 ? [0, 1] : [1, 0];
      const costs = [0, 0];
      for (const side of order) costs[side] = await cpuOf(sides[side]!, demo, codes);
      // The first rounds warm both up.
      if (round >= 0) pairs.push({ bareMs: costs[0]!, wholeMs: costs[1]! });
    }
    return {
      title: 'What it costs to know who asks, apply rights and purpose, and write down who looked',
      ratios: {
        'rights.cold.share': median(pairs.map(({ bareMs }) => bareMs)) / median(pairs.map(({ wholeMs }) => wholeMs)),
      },
      figures: [
        { what: 'CPU of a full profile without', value: median(pairs.map(({ bareMs }) => bareMs)), unit: 'ms' },
        { what: 'CPU of a full profile with', value: median(pairs.map(({ wholeMs }) => wholeMs)), unit: 'ms' },
      ],
    };
  } finally {
    for (const side of sides) await side.close();
    await demo.close();
    await database?.drop();
  }
}

const mostAttempts = 20;

/**
 * CPU milliseconds of this process for one of several profiles that are asked for at once. Departments fail now and
 * then, as theirs do: what is not whole is asked again, and not counted.
 */
async function cpuOf(side: Side, { clock }: BenchHost, codes: readonly string[]): Promise<number> {
  const bodies = codes.map((creditCode) => JSON.stringify({ query: profile, variables: { creditCode } }));
  let fault: string | null = null;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    await clock.forward(aMinuteMs);
    const before = process.cpuUsage();
    fault = await side.ask(bodies);
    const { system, user } = process.cpuUsage(before);
    if (fault === null) return (system + user) / 1000 / codes.length;
  }
  throw new Error(`no whole answers in ${mostAttempts} attempts: ${fault}`);
}

async function openBenchDatabase(server: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `bench_rights_${process.pid}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
