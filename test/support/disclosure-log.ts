import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { DisclosedContent, DisclosureEntry } from '../../schema/disclosure.ts';
import { contentColumns } from '../../subgraphs/disclosures/content.ts';
import { entryColumns } from '../../subgraphs/disclosures/entry.ts';
import { createDisclosureLog, type DisclosureLog, type LogParts } from '../../subgraphs/disclosures/log.ts';
import { keyIdOf, type Signer } from '../../subgraphs/disclosures/signing.ts';
import { sign } from 'node:crypto';
import { verifyLog, type Verifying } from '../../subgraphs/disclosures/verify-log.ts';
import type { Database } from '../../subgraphs/database/database.ts';

const grain = '91510904MAXXXX015M';

export function createSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey,
    keyId: keyIdOf(publicKey),
    sign: (link) => sign(null, link, privateKey).toString('base64'),
  };
}

export type EntryChanges = Partial<Omit<DisclosureEntry, 'content'> & DisclosedContent>;

/** An entry about one organisation; every column but `measures` and `commands` has something in it. */
export function entry(id: string, changes: EntryChanges = {}): DisclosureEntry {
  const content: DisclosedContent = {
    operation: { name: 'Look', document: 'd'.repeat(64) },
    organisations: [grain],
    measures: [],
    fields: ['Organisation.name'],
    sections: [{ organisation: grain, department: 'court', state: 'ANSWERED', asOf: '2026-07-06T01:29:00.000Z' }],
    rights: ['court.read'],
    commands: [],
    digest: 'e'.repeat(64),
  };
  const { at, caller, purpose, requestId, ...others } = changes;
  return {
    id,
    at: at ?? '2026-07-06T01:30:00.123Z',
    requestId: requestId ?? `request-${id}`,
    caller:
      caller === undefined
        ? { role: 'officer', department: 'court', creditCode: null, subject: 'account-9', client: 'case-system' }
        : caller,
    purpose: purpose === undefined ? { code: 'INVESTIGATION', case: '(2026)12' } : purpose,
    content: { ...content, ...others },
  };
}

export interface OpenLog {
  readonly log: DisclosureLog;
  readonly database: Database;
  readonly signer: Signer;
  /** ISO instant at which groups are written. */
  at: string;
  /** Appends entries that lie together in one group. */
  group(...entries: readonly (string | DisclosureEntry)[]): Promise<void>;
  /** What is wrong, as "WHAT where". */
  faults(changes?: Partial<Verifying>): Promise<string[]>;
  /** Runs statements past the triggers, as the owner of the database can. */
  tamper(...statements: readonly string[]): Promise<void>;
}

export function openDisclosureLog(database: Database, parts: Partial<LogParts> = {}): OpenLog {
  const signer = parts.signer ?? createSigner();
  const opened: OpenLog = {
    database,
    signer,
    at: '2026-07-06T01:30:01.000Z',
    log: createDisclosureLog({
      database,
      clock: { now: () => Date.parse(opened.at) },
      signer,
      algorithm: 'sha256',
      rules: { bulkAbove: 50, hiding: { purposes: new Set(['INVESTIGATION']), forMs: 86_400_000 } },
      ...parts,
    }),
    async group(...entries) {
      await Promise.all(entries.map((one) => opened.log.append(typeof one === 'string' ? entry(one) : one)));
    },
    async faults(changes = {}) {
      const keys = new Map<string, KeyObject>([[signer.keyId, signer.publicKey]]);
      const range = { from: null, until: null, anchor: null };
      const { faults } = await verifyLog({ queries: database, keys, ...range, ...changes });
      return faults.map(({ what, where }) => `${what} ${where}`);
    },
    async tamper(...statements) {
      await database.transaction(async (queries) => {
        await queries.query('SET LOCAL session_replication_role = replica');
        for (const statement of statements) await queries.query(statement);
      });
    },
  };
  return opened;
}

/** For each column of a table: an expression that is the least change of its value. */
function flipsOf(columns: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return columns.map(([name, type]) => {
    const flipped: Record<string, string> = {
      text: `overlay(coalesce(${name}, ' ') placing (CASE left(${name}, 1) WHEN 'A' THEN 'B' ELSE 'A' END) from 1 for 1)`,
      'text[]': `array_append(${name}, 'x')`,
      bigint: `${name} + 100`,
      timestamptz: `coalesce(${name}, now()) + interval '1 millisecond'`,
      jsonb: `${name} || '[{"x": 1}]'`,
      date: `${name} + 1`,
    };
    return [name, flipped[type]!] as const;
  });
}

export const flips = flipsOf(entryColumns);
export const contentFlips = flipsOf(contentColumns);
