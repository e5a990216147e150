import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ChangeBus } from '../schema/changes/change.ts';
import { createLocalBus } from '../schema/changes/local-bus.ts';
import type { DisclosureSink } from '../schema/disclosure.ts';
import { layout as ownLayout, type Layout } from '../schema/layout.ts';
import type { RecordInvalidation } from './cache/record-invalidation.ts';
import { buildChanges } from './changes/build-changes.ts';
import type { HostSettings } from './config.ts';
import type { FindAuthority } from './connector/authority.ts';
import { buildSubgraph } from './connector/build-subgraph.ts';
import { departmentsFolder, loadDepartments, type Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import { callsApartMs } from './connector/rate.ts';
import { createConfirmSource } from './confirm-source.ts';
import { createRateLedger } from './connector/rate-ledger.ts';
import type { Database } from './database/database.ts';
import { openDatabase } from './database/open-database.ts';
import { openDisclosures } from './disclosures/open-disclosures.ts';
import { usualDisclosures } from './disclosures/settings.ts';
import { startCollecting } from './deliveries/start-collecting.ts';
import { buildRegister } from './register/build-register.ts';
import type { MeasuresOf } from './eligibility/eligibility-parts.ts';
import { openEligibility } from './open-eligibility.ts';
import { openCachedRecords } from './open-cached-records.ts';
import { openRecords } from './open-records.ts';
import { openCityPlatform } from './open-city-platform.ts';
import { cityGraceMs, feedbackEveryMs } from './exchange-times.ts';
import { openDoublePublicity, openJudging } from './open-double-publicity.ts';
import { usualPublicity } from './publicity-settings.ts';
import { startSweeping } from './start-sweeping.ts';
import { loadAuthorities, type Authorities } from './register/authorities.ts';
import { dropChangedRecords } from './drop-changed-records.ts';
import { openUploads } from './open-uploads.ts';
import { readMappingFile } from './register/mapping-file.ts';
import { createMeasureRecords } from './measures/desk/records.ts';
import { openMeasures } from './measures/open-measures.ts';
import type { Reckoning } from './measures/rules/deadlines.ts';
import type { RepairRules } from './measures/rules/repair-rules.ts';
import { startPassingTime } from './eligibility/acceptance/pass-time.ts';
import { buildSupervision } from './supervision/build-supervision.ts';
import { openTables } from './open-tables.ts';
import { saveOrganisations } from './register/organisations.ts';
import { lookEveryMs, serveDepartment, type Served } from './serve-department.ts';
import { openRecipient } from './serve-orders.ts';
import { executeOperation, type Operation } from './execute-operation.ts';
import type { Subgraph, SubgraphContext } from './subgraph.ts';
import type { ExecutionResult } from 'graphql';

export interface HostParts {
  readonly settings: HostSettings;
  readonly clock: Clock;
  readonly log: Logger;
  /** Folders in which departments are found; the product's own by default. */
  readonly folders?: readonly string[];
  readonly layout?: Layout;
  /** How often departments' tables and folders are looked into for what they say of orders; default: by the settings. */
  readonly feedbackEveryMs?: number;
  /** Tells whoever keeps answers or records what has changed; absent: this process alone. */
  readonly changes?: ChangeBus;
  /** Only these subgraphs are served here; absent: all. */
  readonly only?: readonly string[];
  /** That of the settings, being opened already; closed with the host. */
  readonly database?: Promise<Database>;
}

/** The subgraphs of this process, connected to their departments' systems. */
export interface Host {
  readonly subgraphs: readonly Subgraph[];
  /** Executes one operation; errors of sections that stand beside data come with it, warnings in `extensions`. */
  execute(subgraph: Subgraph, operation: Operation, context: SubgraphContext): Promise<ExecutionResult>;
  readonly database: Database;
  /** Where a gateway of this process writes down who looked. */
  readonly disclosures: DisclosureSink;
  /** For whoever hears that departments' records have changed. */
  readonly recordInvalidation: RecordInvalidation;
  close(): Promise<void>;
}

const RATE_WAIT_MS = 3000;
const BATCH_SHARE = 0.5;

export async function createHost(parts: HostParts): Promise<Host> {
  const { changes = createLocalBus(), clock, log, settings } = parts;
  const departments = (
    await Promise.all((parts.folders ?? [departmentsFolder]).map((folder) => loadDepartments(folder)))
  ).flat();
  const authorities = loadAuthorities(settings.authorities ?? undefined);
  const at = { url: settings.databaseUrl, dataDir: settings.dataDir };
  const database = await (parts.database ?? openDatabase(at, log));
  const kept = openCachedRecords({ redisUrl: settings.redisUrl ?? null, database, departments, clock, log });
  const { generations, records } = kept;
  const asked = departments.filter(({ connector }) => connector.protocol.mode === 'asked').map(({ name }) => name);
  const stopDropping = changes.listen(dropChangedRecords(kept.invalidation, asked, log));
  const { batchShare = BATCH_SHARE } = settings;
  const ledger = createRateLedger(database);
  const around = { batchShare, changes, database, records, generations, ledger, clock, log, rateWaitMs: RATE_WAIT_MS };
  const wanted = departments.filter(({ name }) => isWanted(name, parts));
  const served: Served[] = [];
  for (const department of wanted)
    served.push(await serveDepartment(department, settings.departments[department.name], around));
  await saveMapping(settings.registerMapping, database, clock);
  const measures = await openMeasures({
    database,
    clock,
    log,
    recipients: wanted.flatMap((one) => openRecipient(one, settings.departments[one.name], around) ?? []),
    withChannel: departments.filter(({ connector }) => connector.orders !== undefined).map(({ name }) => name),
    keeper: isServed('measures', parts),
    feedbackEveryMs: parts.feedbackEveryMs ?? feedbackEveryMs(settings.demo),
    subscribers: new Map(
      wanted.flatMap(({ name }) => {
        const subscriber = settings.webhooks[name];
        return subscriber === undefined ? [] : [[name, subscriber] as const];
      }),
    ),
    files: settings.files,
    confirmSource: createConfirmSource({ departments, served, database, clock }),
    onChanged: (creditCode) => changes.publish({ departments: [], creditCodes: [creditCode] }),
  });
  const disclosures = await openDisclosures({
    database,
    clock,
    log,
    settings: settings.disclosures ?? usualDisclosures,
    dataDir: settings.dataDir,
    keeper: isServed('disclosures', parts),
  });
  const collecting = startCollecting(
    served.map((one) => ({
      ...one,
      isRegister: one.department.connector.register !== undefined,
      everyMs: lookEveryMs(one.department),
      apartMs: callsApartMs(one.department.connector.rates ?? []),
    })),
    { clock, log },
  );
  const findAuthority: FindAuthority = (written, on) => authorities.today(written, on);
  const subgraphs = [
    ...registerOf(parts, database, authorities),
    ...[measures.subgraph, disclosures.subgraph].filter((one) => one !== null),
    ...changesOf(parts, changes, departments),
    ...eligibilityOf(parts, { database, departments, batchShare }),
    ...recordsOf(parts, database, measures.rules.repairRules),
    ...publicityOf(parts, { authorities, database, departments, repairRules: measures.rules.repairRules }),
    ...(isServed('uploads', parts) ? [openUploads({ changes, clock, database, departments, log, served })] : []),
    ...supervisionOf(parts, { database, departments, reckoning: measures.rules }),
    ...grouped(served, parts.layout ?? ownLayout).map(([name, group]) =>
      buildSubgraph(name, group, { clock, findAuthority }),
    ),
  ];
  const passing = isServed('eligibility', parts) ? startPassingTime(database, clock, log) : null;
  await collecting.first;
  // Entries on lists are gone through once what is delivered is there.
  const cityPlatform = isServed('city-platform', parts)
    ? openCityPlatform({
        clock,
        database,
        departments,
        log,
        settings: settings.cityPlatform ?? null,
        everyMs: parts.feedbackEveryMs ?? feedbackEveryMs(settings.demo),
        graceMs: cityGraceMs(settings.demo),
      })
    : null;
  const sweeping = startSweeping(served, { database, clock, log, hours: settings.publicity?.sweepHours ?? 0 });
  return {
    subgraphs: [...(cityPlatform === null ? [] : [cityPlatform.subgraph]), ...subgraphs],
    database,
    disclosures: disclosures.sink,
    recordInvalidation: kept.invalidation,
    execute: executeOperation,
    async close() {
      await disclosures.close();
      await measures.close();
      await cityPlatform?.close();
      await sweeping.stop();
      await collecting.stop();
      await passing?.stop();
      for (const one of served) await one.close();
      stopDropping();
      await kept.close();
      await database.close();
    },
  };
}

function isWanted(department: string, { only, layout = ownLayout }: HostParts): boolean {
  if (only === undefined) return true;
  const merged = Object.entries(layout.merged).find(([, folders]) => folders.includes(department));
  return only.includes(department) || (merged !== undefined && only.includes(merged[0]));
}

/** Whether a capability is served by this process. */
function isServed(capability: string, { only }: HostParts): boolean {
  return only === undefined || only.includes(capability);
}

function registerOf(parts: HostParts, database: Database, authorities: Authorities): Subgraph[] {
  if (!isServed('register', parts)) return [];
  const sdl = readFileSync(join(import.meta.dirname, 'register/schema.graphql'), 'utf8');
  return [buildRegister(database, sdl, authorities)];
}

function changesOf(parts: HostParts, bus: ChangeBus, departments: readonly Department[]): Subgraph[] {
  if (!isServed('changes', parts)) return [];
  const sdl = readFileSync(join(import.meta.dirname, 'changes/schema.graphql'), 'utf8');
  return [buildChanges({ bus, sdl, departments: new Set(departments.map(({ name }) => name)) })];
}

/** Measures are read from the database that all processes share, wherever their subgraph is served. */
function eligibilityOf(
  parts: HostParts,
  { batchShare, database, departments }: { batchShare: number; database: Database; departments: readonly Department[] },
): Subgraph[] {
  const { clock, folders, layout = ownLayout } = parts;
  if (!isServed('eligibility', parts)) return [];
  const records = createMeasureRecords(database);
  const limits = departments.flatMap(({ connector, name: department }) => {
    const { maintenance = [], protocol, rates = [], recordSets } = connector;
    const limited = protocol.mode === 'asked' && rates.length > 0;
    return limited ? [{ department, rates, callsEach: Object.keys(recordSets).length, maintenance }] : [];
  });
  const measuresOf: MeasuresOf = (codes) => records.measuresOf(codes);
  return [openEligibility({ clock, database, folders, layout, measuresOf, limits, batchShare })];
}

function recordsOf(parts: HostParts, database: Database, repairRules: RepairRules): Subgraph[] {
  const { clock, folders, layout = ownLayout } = parts;
  if (!isServed('records', parts)) return [];
  const measures = createMeasureRecords(database);
  return [openRecords({ clock, folders, layout, repairRules, measuresOf: (codes) => measures.measuresOf(codes) })];
}

interface PublicityAround {
  readonly authorities: Authorities;
  readonly database: Database;
  readonly departments: readonly Department[];
  readonly repairRules: RepairRules;
}

function publicityOf(parts: HostParts, { departments, ...around }: PublicityAround): Subgraph[] {
  const { clock, folders, layout = ownLayout, settings } = parts;
  if (!isServed('double-publicity', parts)) return [];
  const { publicity = usualPublicity } = settings;
  const judging = openJudging({ ...around, publicity, workingCalendar: settings.files.workingCalendar });
  return [openDoublePublicity({ clock, database: around.database, departments, folders, judging, layout })];
}

interface SupervisionAround {
  readonly database: Database;
  readonly departments: readonly Department[];
  readonly reckoning: Reckoning;
}

function supervisionOf(parts: HostParts, { database, departments, reckoning }: SupervisionAround): Subgraph[] {
  if (!isServed('supervision', parts)) return [];
  const sdl = readFileSync(join(import.meta.dirname, 'supervision/schema.graphql'), 'utf8');
  return [buildSupervision(sdl, { database, clock: parts.clock, reckoning, tables: openTables(departments) })];
}

/** Departments by the subgraph in which the layout serves them. */
function grouped(served: readonly Served[], { merged }: Layout): [string, Served[]][] {
  const nameOf = ({ name }: Department) =>
    Object.entries(merged).find(([, folders]) => folders.includes(name))?.[0] ?? name;
  return [...Map.groupBy(served, ({ department }) => nameOf(department))];
}

/** Aliases of organisations whose register is not connected. They never displace what a connected register says. */
async function saveMapping(file: string | null, database: Database, clock: Clock): Promise<void> {
  if (file === null) return;
  const known = await database.query<{ credit_code: string }>(
    "SELECT credit_code FROM organisations WHERE department <> ''",
  );
  const codes = new Set(known.map((row) => row.credit_code));
  await saveOrganisations(
    database,
    '',
    clock.now(),
    readMappingFile(file).filter(({ creditCode }) => !codes.has(creditCode)),
  );
}
