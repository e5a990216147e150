import { join } from 'node:path';
import type { Fact } from '../../subgraphs/connector/reading.ts';
import { loadDepartments } from '../../subgraphs/connector/load-departments.ts';
import { recordKey } from '../../subgraphs/connector/settle.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import type { FixParts } from '../../subgraphs/double-publicity/package/fix-package.ts';
import { loadRepairRules } from '../../subgraphs/measures/rules/repair-rules.ts';
import { openJudging } from '../../subgraphs/open-double-publicity.ts';
import { usualPublicity } from '../../subgraphs/publicity-settings.ts';
import { loadAuthorities } from '../../subgraphs/register/authorities.ts';
import { openTestDatabase } from './database.ts';

const root = join(import.meta.dirname, '../..');
export const publicity = { ...usualPublicity, authorityCodes: join(root, 'demo/authority-codes.csv') };
export const clock = { now: () => Date.parse('2026-07-06T10:00:00+08:00') };
export const today = '2026-07-06';
export const bureau = '遂宁市安居区市场监督管理局';
export const qinghe = '91510904MAXXXX015M';
export const names: Readonly<Record<string, string>> = {
  [qinghe]: '遂宁市样例青禾粮油有限公司',
  '92510904MAXXXX023D': '安居区样例老街面馆',
};

const fact = {
  creditCode: qinghe as Fact['creditCode'],
  precision: 'day',
  validFrom: null,
  validUntil: null,
  openEnded: false,
  amountFen: null,
  amountCandidatesFen: [],
  authority: bureau,
  state: 'VALID',
  remark: null,
  linkedBy: 'USCC',
  quality: [],
  stated: [],
} as const;

/** A penalty that has everything it takes to be published. */
export function penalty(number: string, changes: Partial<Fact> = {}): Fact {
  return {
    ...fact,
    rowRef: number,
    identity: number,
    recordKind: 'PENALTY',
    effect: 'ADVERSE',
    severity: 'ORDINARY',
    documentNumber: `安市监罚〔2026〕${number}号`,
    documentOn: '2026-06-24',
    amountFen: 12_345_678,
    fields: {
      penaltyTypes: ['警告', '罚款'],
      violation: '虚假宣传, "夸大"功效',
      legalBasis: '反不正当竞争法第二十条',
      content: '警告,罚款12.345678万元\n限期缴纳',
      confiscated: { fen: 5_000_000 },
      licencesAffected: null,
    },
    ...changes,
  };
}

/** A licence that has everything it takes to be published. */
export function licence(number: string, changes: Partial<Fact> = {}): Fact {
  return {
    ...fact,
    rowRef: number,
    identity: number,
    recordKind: 'LICENCE',
    effect: 'NEUTRAL',
    severity: null,
    documentNumber: `安市监许〔2026〕${number}号`,
    documentOn: '2026-06-30',
    validFrom: '2026-07-01',
    openEnded: true,
    fields: {
      documentTitle: '准予行政许可决定书',
      licenceCategories: ['普通', '登记'],
      licenceName: '食品经营许可证',
      licenceNumber: '=1+1',
      content: '预包装食品销售 <冷藏> & 热食',
    },
    ...changes,
  };
}

/** What the market regulator has delivered, and nobody else. */
export async function deliver(database: Database, facts: readonly Fact[]): Promise<void> {
  await database.query(`DELETE FROM delivered_facts`);
  await deliverMore(database, facts);
}

/** What it has delivered beside what it had. */
export async function deliverMore(database: Database, facts: readonly Fact[]): Promise<void> {
  await database.query(
    `INSERT INTO delivered_facts (department, record_set, record_key, credit_code, row_ref, fact, stated_by, first_position, position)
     SELECT 'market-regulation', record_set, record_key, fact->>'creditCode', fact->>'rowRef', fact, 'test', '1', '1'
     FROM jsonb_to_recordset($1::jsonb) AS given (record_set text, record_key text, fact jsonb)`,
    [
      JSON.stringify(
        facts.map((one) => ({
          record_set: one.recordKind === 'LICENCE' ? 'licences' : 'penalties',
          record_key: recordKey(one),
          fact: one,
        })),
      ),
    ],
  );
}

export interface PublicityStage extends AsyncDisposable {
  readonly database: Database;
  readonly parts: FixParts;
}

/** The register knows two organisations, and the market regulator has delivered everything that it has. */
export async function fillRegister(database: Database): Promise<void> {
  for (const [code, name] of Object.entries(names))
    await database.query(
      `INSERT INTO organisations (credit_code, department, name, registration_number, as_of) VALUES ($1, '', $2, '510904000001014', now())`,
      [code, name],
    );
  for (const set of ['licences', 'penalties'])
    await database.query(
      `INSERT INTO record_set_state (department, record_set, answered_at, looked_at) VALUES ('market-regulation', $1, $2, $2)`,
      [set, new Date(clock.now()).toISOString()],
    );
}

/** The product's departments over a database of its own, in which the register knows two organisations. */
export async function openPublicityStage(): Promise<PublicityStage> {
  const database = await openTestDatabase();
  await fillRegister(database);
  const judging = openJudging({
    database,
    publicity,
    repairRules: loadRepairRules(),
    authorities: loadAuthorities(),
    workingCalendar: null,
  });
  return {
    database,
    parts: { ...judging, database, clock, departments: await loadDepartments(), district: '510904' },
    [Symbol.asyncDispose]: () => database.close(),
  };
}
