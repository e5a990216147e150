import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { buildCityPlatform } from './city-platform/build-city-platform.ts';
import { connectCityPlatform, type CityPlatformSettings } from './city-platform/platform.ts';
import { startCityPlatform } from './city-platform/start-city-platform.ts';
import type { Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import type { Database } from './database/database.ts';
import { loadLists } from './records/lists/load-lists.ts';
import type { Subgraph } from './subgraph.ts';

export interface OpenCityPlatformParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly departments: readonly Department[];
  /** Null: none is connected, and nothing is sent. */
  readonly settings: CityPlatformSettings | null;
  readonly everyMs: number;
  /** How long the platform may take for a result before a message counts as missing. */
  readonly graceMs: number;
}

/** The subgraph of the city platform, and the exchange with it. */
export function openCityPlatform(parts: OpenCityPlatformParts): {
  readonly subgraph: Subgraph;
  close(): Promise<void>;
} {
  const { clock, database, graceMs, settings, ...around } = parts;
  const sdl = readFileSync(join(import.meta.dirname, 'city-platform/schema.graphql'), 'utf8');
  const exchange =
    settings === null
      ? null
      : startCityPlatform({
          ...around,
          clock,
          database,
          graceMs,
          lists: loadLists(),
          platform: connectCityPlatform(settings, clock),
        });
  return {
    subgraph: buildCityPlatform({ clock, database, sdl, connected: settings !== null, graceMs }),
    close: async () => exchange?.stop(),
  };
}
