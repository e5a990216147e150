/** A process of its own that pushes to the city platform, as the script of a child: `node city-process.ts <settings as JSON>`. */
import pino from 'pino';
import { connectCityPlatform, type CityPlatformSettings } from '../../subgraphs/city-platform/platform.ts';
import { startCityPlatform } from '../../subgraphs/city-platform/start-city-platform.ts';
import { openDatabase } from '../../subgraphs/database/open-database.ts';
import { loadLists } from '../../subgraphs/records/lists/load-lists.ts';

export interface CityProcessSettings {
  readonly dataDir: string;
  readonly platform: CityPlatformSettings;
}

const { dataDir, platform } = JSON.parse(process.argv[2]!) as CityProcessSettings;
const log = pino({ level: 'error' }, pino.destination(2));
const clock = { now: () => Date.now() };
const database = await openDatabase({ url: null, dataDir }, log);
startCityPlatform({
  database,
  clock,
  log,
  platform: connectCityPlatform(platform, clock),
  departments: [],
  lists: loadLists(),
  everyMs: 50,
  graceMs: 1000,
});
console.log('pushing');
