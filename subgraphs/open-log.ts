import type { Logger } from 'pino';
import type { DisclosureSink } from '../schema/disclosure.ts';
import { readHostSettings } from './config.ts';
import { loadDepartments } from './connector/load-departments.ts';
import { openDatabase } from './database/open-database.ts';
import { openDisclosures } from './disclosures/open-disclosures.ts';
import { usualDisclosures } from './disclosures/settings.ts';

export interface OpenedLog {
  readonly sink: DisclosureSink;
  close(): Promise<void>;
}

/** The log of who looked and nothing else, for a gateway whose subgraphs are all served by other processes. */
export async function openLog(parts: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
}): Promise<OpenedLog> {
  const { environment, log } = parts;
  const departments = await loadDepartments();
  const settings = readHostSettings(
    environment,
    departments.map(({ name }) => name),
  );
  const database = await openDatabase({ url: settings.databaseUrl, dataDir: settings.dataDir }, log);
  const disclosures = await openDisclosures({
    database,
    clock: { now: Date.now },
    log,
    settings: settings.disclosures ?? usualDisclosures,
    dataDir: settings.dataDir,
    keeper: false,
  });
  return {
    sink: disclosures.sink,
    async close() {
      await disclosures.close();
      await database.close();
    },
  };
}
