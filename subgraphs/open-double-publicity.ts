import { loadWorkingCalendar } from '../schema/working-days.ts';
import { readFolders } from '../schema/compose-folders.ts';
import { subgraphsOf, type Layout } from '../schema/layout.ts';
import type { PublicitySettings } from './publicity-settings.ts';
import type { Department } from './connector/load-departments.ts';
import type { Clock } from './connector/protocol.ts';
import type { Database } from './database/database.ts';
import { buildDoublePublicity } from './double-publicity/build-double-publicity.ts';
import { noCodes, readAuthorityCodes } from './double-publicity/sources/authority-codes.ts';
import type { JudgeParts } from './double-publicity/sources/judge.ts';
import { createMeasureRecords } from './measures/desk/records.ts';
import type { RepairRules } from './measures/rules/repair-rules.ts';
import type { Authorities } from './register/authorities.ts';
import type { Subgraph } from './subgraph.ts';

export interface JudgingSettings {
  readonly database: Database;
  readonly repairRules: RepairRules;
  readonly authorities: Authorities;
  readonly publicity: PublicitySettings;
  /** File of further years' holidays; null: none. */
  readonly workingCalendar: string | null;
}

/** What duties are judged by, from the settings and the reviewed files. */
export function openJudging(settings: JudgingSettings): JudgeParts {
  const { authorities, database, publicity, repairRules, workingCalendar } = settings;
  const measures = createMeasureRecords(database);
  return {
    repairRules,
    measuresOf: (codes) => measures.measuresOf(codes),
    since: publicity.since,
    codeOf: publicity.authorityCodes === null ? noCodes : readAuthorityCodes(publicity.authorityCodes),
    authorityOf: (department) =>
      authorities.of(department).find(({ validUntil }) => validUntil === null)?.name ?? heirOf(authorities, department),
    ...(workingCalendar === null ? {} : { calendar: loadWorkingCalendar(workingCalendar) }),
  };
}

/** The authority that took over from a department that is gone. */
function heirOf(authorities: Authorities, department: string): string | null {
  const [own] = authorities.of(department);
  return own === undefined ? null : (authorities.today(own.name, null)?.name ?? null);
}

export interface OpenDoublePublicityParts {
  readonly clock: Clock;
  readonly database: Database;
  readonly judging: JudgeParts;
  readonly departments: readonly Department[];
  /** Folders in which departments are found; the product's own by default. */
  readonly folders?: readonly string[] | undefined;
  readonly layout: Layout;
}

/** The subgraph of publication as it is composed. */
export function openDoublePublicity({ folders, judging, layout, ...around }: OpenDoublePublicityParts): Subgraph {
  const own = subgraphsOf(readFolders(folders), layout).find(({ name }) => name === 'double-publicity');
  if (own === undefined) throw new Error('the folder of publication has no schema.graphql');
  return buildDoublePublicity({ ...around, ...judging, sdl: own.sdl });
}
