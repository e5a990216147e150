import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { DisclosureSink } from '../../schema/disclosure.ts';
import type { Clock } from '../connector/protocol.ts';
import type { Database } from '../database/database.ts';
import type { Subgraph } from '../subgraph.ts';
import { openAnchor } from './anchor.ts';
import { buildDisclosures } from './build-disclosures.ts';
import { createGrace, type SinkWithGrace } from './grace.ts';
import { createDisclosureLog, type DisclosureLog } from './log.ts';
import { repeat, type Repeating } from './repeating.ts';
import { retireMonths } from './retire.ts';
import type { DisclosureSettings } from './settings.ts';
import { keptSigner, readSigner, type Signer } from './signing.ts';
import { createStamper, type Stamper } from './stamp.ts';

export interface DisclosuresParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: DisclosureSettings;
  /** For the key, the anchor and what waits; null: nothing is kept outside of the database. */
  readonly dataDir: string | null;
  /** Whether this process serves the subgraph and looks after retention and time-stamps. */
  readonly keeper: boolean;
}

export interface Disclosures {
  readonly sink: DisclosureSink;
  /** Null: another process serves it. */
  readonly subgraph: Subgraph | null;
  close(): Promise<void>;
}

const catchUpEveryMs = 1000;
const retireEveryMs = 6 * 3_600_000;

/** The log of who looked, as one process of the district takes part in it. What waited from before is written first. */
export async function openDisclosures(parts: DisclosuresParts): Promise<Disclosures> {
  const { clock, database, dataDir, keeper, log, settings } = parts;
  const anchor = openAnchor(dataDir);
  const written = createDisclosureLog({
    database,
    clock,
    signer: openSigner(parts),
    algorithm: settings.algorithm,
    rules: {
      bulkAbove: settings.bulkAbove,
      hiding: { purposes: new Set(settings.hiddenPurposes), forMs: settings.hiddenForMs },
    },
    onCommitted: (group) => anchor.note(group),
  });
  const grace = createGrace({
    sink: written,
    graceMs: settings.graceMs,
    file: dataDir === null ? null : join(dataDir, 'disclosures-waiting.jsonl'),
    now: Date.now,
    log,
  });
  await grace.catchUp();
  const stamper = keeper ? openStamper(parts) : null;
  const repeating = [
    repeat(catchUpEveryMs, async () => (grace.waiting > 0 ? grace.catchUp() : undefined)),
    ...(stamper === null ? [] : [repeat(settings.timestampEveryMs, () => stamper.stamp())]),
    ...(await startRetiring(parts, written)),
  ];
  return {
    sink: guarded(grace, stamper),
    subgraph: keeper
      ? buildDisclosures(database, clock, readFileSync(join(import.meta.dirname, 'schema.graphql'), 'utf8'))
      : null,
    async close() {
      await Promise.all(repeating.map((one) => one.stop()));
      await written.close();
      anchor.close();
    },
  };
}

function openSigner({ dataDir, log, settings }: DisclosuresParts): Signer {
  if (settings.keyFile !== null) return readSigner(settings.keyFile);
  const signer = keptSigner(dataDir);
  log.info({ keyId: signer.keyId }, 'disclosures are signed with a key beside the data; DISCLOSURE_KEY names another');
  return signer;
}

function openStamper({ database, log, settings }: DisclosuresParts): Stamper | null {
  const { timestampGraceMs: graceMs, timestampUrl: url } = settings;
  return url === null ? null : createStamper({ database, url, graceMs, now: Date.now, log });
}

function guarded(grace: SinkWithGrace, stamper: Stamper | null): DisclosureSink {
  if (stamper === null) return grace;
  return {
    async append(entry) {
      if (!stamper.open) throw new Error('the log of disclosures has not been time-stamped for too long');
      await grace.append(entry);
    },
  };
}

async function startRetiring(parts: DisclosuresParts, written: DisclosureLog): Promise<Repeating[]> {
  const { clock, database, keeper, log, settings } = parts;
  const { retentionMonths } = settings;
  if (!keeper || retentionMonths === null) return [];
  const retire = async () => {
    try {
      const months = await retireMonths({ clock, database, log: written }, retentionMonths);
      if (months.length > 0) log.info({ months }, 'months of disclosures were dropped, as retention says');
    } catch (error) {
      log.error({ err: error }, 'old months of disclosures cannot be dropped');
    }
  };
  await retire();
  return [repeat(retireEveryMs, retire)];
}
