import { join } from 'node:path';
import { bool, cleanEnv, makeValidator, num, str } from 'envalid';
import { readInternalKey } from '../schema/internal-key.ts';
import { parseRedisAddress } from '../schema/redis-address.ts';
import type { Settings } from './connector/protocol.ts';
import { readDisclosureSettings, type DisclosureSettings } from './disclosures/settings.ts';
import { readCityPlatformSettings } from './city-platform-settings.ts';
import type { CityPlatformSettings } from './city-platform/platform.ts';
import { readPublicitySettings, type PublicitySettings } from './publicity-settings.ts';
import { settingKey, settingName, settingPrefix } from './setting-names.ts';
import { takeWebhooks, type WebhookSettings } from './webhook-settings.ts';
import type { PolicySettings } from './connector/policy.ts';

/** Reviewed files that the operator puts in the place of those that ship; null: those that ship. */
export interface OperatorFiles {
  /** Holidays and make-up workdays of further years. */
  readonly workingCalendar: string | null;
  /** Periods of orders, objections and repairs. */
  readonly measureDeadlines: string | null;
  readonly repairRules: string | null;
  /** Folder of catalogue files. */
  readonly measureCatalogue: string | null;
}

export interface HostSettings {
  readonly databaseUrl: string | null;
  readonly dataDir: string | null;
  /** Where all processes keep departments' records together and hear of changes; absent or null: each for itself. */
  readonly redisUrl?: string | null;
  /** CSV of a register that is not connected itself; null: none. */
  readonly registerMapping: string | null;
  /** CSV of authorities and their successors; absent or null: the one that ships. */
  readonly authorities?: string | null;
  readonly files: OperatorFiles;
  /** How who looked is kept; absent: as usual. */
  readonly disclosures?: DisclosureSettings;
  /** How licences, penalties and courts' lists are published; absent: as usual. */
  readonly publicity?: PublicitySettings;
  /** The city's platform; absent or null: none is connected. */
  readonly cityPlatform?: CityPlatformSettings | null;
  /** Where events of measures are sent, by department folder. */
  readonly webhooks: Readonly<Record<string, WebhookSettings>>;
  /** Settings by department folder, as far as there are any. */
  readonly departments: Readonly<Record<string, Settings>>;
  /** The share of each department's rate that batches have together, above 0 and at most 1; absent: half. */
  readonly batchShare?: number;
  /** The demo district runs when no department is configured, or when asked for. */
  readonly demo: boolean;
  /** `real` observes the true hours; otherwise the demo's own clock runs. */
  readonly demoClock: 'real' | 'demo';
  /** Port of the demo's control endpoint; 0: any free one. */
  readonly demoPort: number;
}

/** Of the process around the subgraphs. */
export interface ProcessSettings extends HostSettings {
  /** INTERNAL_KEY: only gateways that sign with it are answered; null: everybody, without a caller. */
  readonly internalKey: string | null;
  /** Whether the demo may give out tokens: never where a department or an issuer of tokens is configured. */
  readonly demoIssuer: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings cannot be used; every fault is named. */
export class HostSettingsInvalid extends Error {
  constructor(faults: readonly string[]) {
    super(`The settings of the subgraphs cannot be used:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.name = 'HostSettingsInvalid';
  }
}

const share = makeValidator((text: string) => {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new Error(`"${text}" is no share above 0 and at most 1, such as 0.5`);
  return value;
});

const redisUrl = makeValidator((text: string) => {
  if (text !== '') parseRedisAddress(text);
  return text;
});

/**
 * The only reader of the environment for subgraphs. DEPARTMENT_<NAME>_<KEY> belongs to the folder whose name in upper
 * snake is the longest that fits: DEPARTMENT_STATE_TAX_URL is `url` of state-tax. Throws with all faults at once.
 */
export function readHostSettings(environment: Environment, folders: readonly string[]): ProcessSettings {
  const faults: string[] = [];
  const env = cleanEnv(
    environment,
    {
      DATABASE_URL: str({ default: '' }),
      REDIS_URL: redisUrl({ default: '' }),
      DATA_DIR: str({ default: join(process.cwd(), 'var') }),
      REGISTER_MAPPING: str({ default: '' }),
      AUTHORITIES: str({ default: '' }),
      WORKING_CALENDAR: str({ default: '' }),
      MEASURE_DEADLINES: str({ default: '' }),
      REPAIR_RULES: str({ default: '' }),
      MEASURE_CATALOGUE: str({ default: '' }),
      BATCH_SHARE: share({ default: 0.5 }),
      DEMO: bool({ default: undefined as unknown as boolean }),
      DEMO_PORT: num({ default: 4100 }),
      DEMO_CLOCK: str({ choices: ['real', 'demo'], default: 'demo' }),
    },
    {
      reporter: ({ errors }) => {
        for (const [name, error] of Object.entries(errors)) faults.push(`${name}: ${error.message}`);
      },
    },
  );
  const given = readDepartments(environment, folders, faults);
  const webhooks = takeWebhooks(given, faults);
  const departments = Object.fromEntries(Object.entries(given).filter(([, own]) => Object.keys(own).length > 0));
  const internalKey = readInternalKey(environment, faults);
  const disclosures = readDisclosureSettings(environment, faults);
  const publicity = readPublicitySettings(environment, faults);
  const cityPlatform = readCityPlatformSettings(environment, faults);
  const hasDepartments = Object.keys(departments).length > 0;
  if (faults.length > 0) throw new HostSettingsInvalid(faults);
  return Object.freeze({
    databaseUrl: env.DATABASE_URL || null,
    redisUrl: env.REDIS_URL || null,
    dataDir: env.DATA_DIR,
    registerMapping: env.REGISTER_MAPPING || null,
    authorities: env.AUTHORITIES || null,
    files: {
      workingCalendar: env.WORKING_CALENDAR || null,
      measureDeadlines: env.MEASURE_DEADLINES || null,
      repairRules: env.REPAIR_RULES || null,
      measureCatalogue: env.MEASURE_CATALOGUE || null,
    },
    disclosures,
    publicity,
    cityPlatform,
    webhooks,
    departments,
    batchShare: env.BATCH_SHARE,
    demo: env.DEMO ?? !hasDepartments,
    demoClock: env.DEMO_CLOCK,
    demoPort: env.DEMO_PORT,
    internalKey,
    demoIssuer: !hasDepartments && !hasTokenSetting(environment),
  });
}

/** The gateway's own settings, which say whose tokens it believes. */
function hasTokenSetting(environment: Environment): boolean {
  return Object.entries(environment).some(([name, value]) => name.startsWith('TOKEN_') && value);
}

type Departments = Record<string, Record<string, string>>;

function readDepartments(environment: Environment, folders: readonly string[], faults: string[]): Departments {
  const byLength = folders.toSorted((a, b) => b.length - a.length);
  const settings: Departments = {};
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith('DEPARTMENT_') || value === undefined || value === '') continue;
    const folder = byLength.find((one) => name.startsWith(`${settingPrefix(one)}_`));
    if (folder === undefined) {
      faults.push(`${name}: belongs to no department folder; the folders are ${folders.join(', ')}`);
    } else (settings[folder] ??= {})[settingKey(name.slice(settingPrefix(folder).length + 1))] = value;
  }
  for (const [folder, own] of Object.entries(settings)) faults.push(...policyFaults(folder, own));
  return settings;
}

const policyKeys = ['timeoutMs', 'concurrency', 'retries', 'breakAfter', 'breakForMs'] as const;

function policyFaults(folder: string, settings: Settings): string[] {
  return policyKeys
    .filter((key) => settings[key] !== undefined && !/^\d{1,9}$/.test(settings[key]))
    .map((key) => `${settingName(folder, key)}: "${settings[key]}" is not a whole number of 0 or more`);
}

/** Figures of a department's policy that its settings change, e.g. DEPARTMENT_COURT_TIMEOUT_MS. */
export function policyOf(settings: Settings): Partial<PolicySettings> {
  const given = policyKeys.filter((key) => settings[key] !== undefined);
  return Object.fromEntries(given.map((key) => [key, Number(settings[key])]));
}
