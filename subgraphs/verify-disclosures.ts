/**
 * `npm run verify-disclosures -- --from 2026-07-01 --to 2026-07-31`: whether the log of who looked is as it was written.
 * Exit code 0: it is; 1: it is not, a line for each fault; 2: it could not be checked.
 */
import type { KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { readHostSettings, type ProcessSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { readAnchor } from './disclosures/anchor.ts';
import { dayStart } from './disclosures/paging.ts';
import { keptKeyFile, keyIdOf, readPublicKey } from './disclosures/signing.ts';
import { stampedDigest } from './disclosures/stamp.ts';
import { verifyLog } from './disclosures/verify-log.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    key: { type: 'string', multiple: true, default: [] },
    tokens: { type: 'string' },
  },
});

/** The keys that are named; else the one with which this installation signs. */
function believedKeys({ dataDir, disclosures }: ProcessSettings): Map<string, KeyObject> {
  const files = [...values.key, ...(disclosures?.keyFile == null ? [] : [disclosures.keyFile])];
  const named = files.length > 0 || dataDir === null ? files : [keptKeyFile(dataDir)];
  return new Map(
    named.map((file) => {
      const key = readPublicKey(file);
      return [keyIdOf(key), key];
    }),
  );
}

/** The time-stamps as files, for `openssl ts -verify`. */
async function exportTokens(database: Database, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const rows = await database.query<{ number: number; link: string; token: string }>(
    `SELECT number, link, encode(token, 'hex') AS token FROM disclosure_timestamps JOIN disclosure_groups USING (number)
     ORDER BY number`,
  );
  for (const { link, number, token } of rows) {
    const file = join(folder, `${number}.token`);
    writeFileSync(file, Buffer.from(token, 'hex'));
    console.log(
      `openssl ts -verify -digest ${stampedDigest(link).toString('hex')} -in ${file} -token_in -CAfile <the authority's certificate>`,
    );
  }
}

async function main(): Promise<number> {
  const folders = (await loadDepartments()).map(({ name }) => name);
  const settings = readHostSettings(process.env, folders);
  const from = values.from === undefined ? null : dayStart('--from', values.from, 0);
  const until = values.to === undefined ? null : dayStart('--to', values.to, 1);
  const keys = believedKeys(settings);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const database = await openDatabase({ url: settings.databaseUrl, dataDir: settings.dataDir }, log);
  try {
    const anchor = settings.dataDir === null ? null : readAnchor(settings.dataDir);
    const verified = await verifyLog({ queries: database, keys, from, until, anchor });
    for (const { because, what, where } of verified.faults) console.log(`${what} ${where}: ${because}`);
    if (values.tokens !== undefined) await exportTokens(database, values.tokens);
    const { entries, faults, groups, retired, stamps } = verified;
    console.log(
      `${groups} groups, ${entries} entries, ${retired} groups retired, ${stamps} time-stamps: ${faults.length === 0 ? 'as they were written' : `${faults.length} faults`}`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 2;
  },
);
