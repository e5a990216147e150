import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '../../schema/caller.ts';
import { median, type BenchParts, type Measured } from '../suite.ts';
import { openDistrict, type Asking } from './district.ts';

const operations = join(import.meta.dirname, '../../schema/operations');
const profile = readFileSync(join(operations, 'organisation-profile.graphql'), 'utf8');
const verdict = readFileSync(join(operations, 'green-channel.graphql'), 'utf8');
const caller: Caller = { role: 'approval', id: 'bench' };

/**
 * CPU of one verdict, with all its reasons, against that of a full profile of the same organisations: both look at the
 * sections of all eight departments, and every answer of an asked department is at hand. In turn, in one process.
 */
export async function measureVerdict({ quick, say }: BenchParts): Promise<Measured> {
  say('a verdict and a full profile, records at hand');
  const district = await openDistrict();
  try {
    const rounds = quick ? 9 : 25;
    const each = quick ? 40 : 100;
    const { codes } = district;
    for (const creditCode of codes) await bring(district.ask, creditCode);
    const pairs: { readonly verdictMs: number; readonly profileMs: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const profileMs = await cpuOf(each, (at) => ask(district.ask, profile, { creditCode: codes[at % codes.length] }));
      const verdictMs = await cpuOf(each, (at) =>
        ask(district.ask, verdict, { creditCode: codes[at % codes.length], matter: 'SP-001' }),
      );
      // The first round warms both up.
      if (round > 0) pairs.push({ verdictMs, profileMs });
    }
    return {
      title: 'A verdict on the green channel, and a full profile over the same sections',
      ratios: { 'greenChannel.verdict.vsFullProfile': median(pairs.map((one) => one.verdictMs / one.profileMs)) },
      figures: [
        { what: 'CPU of a verdict', value: median(pairs.map((one) => one.verdictMs)), unit: 'ms' },
        { what: 'CPU of a full profile', value: median(pairs.map((one) => one.profileMs)), unit: 'ms' },
      ],
    };
  } finally {
    await district.close();
  }
}

/** Asks until every department has had room: what is measured are records at hand. */
async function bring(asking: Asking, creditCode: string): Promise<void> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const { data, errors } = await asking({ query: profile, variables: { creditCode } }, caller);
    if (data?.['organisation'] != null && errors.length === 0) return;
    await pause(1200);
  }
  throw new Error('the departments had no room for the organisations that are measured');
}

/** An answer without data measures nothing. */
async function ask(asking: Asking, query: string, variables: Readonly<Record<string, unknown>>): Promise<void> {
  const { data, errors } = await asking({ query, variables }, caller);
  if (data?.['organisation'] == null || errors.length > 0)
    throw new Error(`no whole answer: ${JSON.stringify(errors)}`);
}

/** CPU milliseconds of this process for one of so many pieces of work, one after the other. */
async function cpuOf(count: number, work: (at: number) => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < count; at += 1) await work(at);
  const { system, user } = process.cpuUsage(before);
  return (system + user) / 1000 / count;
}
