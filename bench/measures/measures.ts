import { parseCreditCode } from '../../schema/credit-code.ts';
import type { Database } from '../../subgraphs/database/database.ts';
import type { CatalogueItem } from '../../subgraphs/measures/catalogue/catalogue-item.ts';
import { createDesk } from '../../subgraphs/measures/desk/create-desk.ts';
import type { Desk, GivenInitiation } from '../../subgraphs/measures/desk/desk.ts';
import { keepCatalogue } from '../../subgraphs/measures/desk/keep-catalogue.ts';
import { loadDeadlines } from '../../subgraphs/measures/rules/deadlines.ts';
import { loadRepairRules } from '../../subgraphs/measures/rules/repair-rules.ts';

/** Ten departments carry it out. */
export const departments = Array.from({ length: 10 }, (_, at) => `department-${'abcdefghij'.charAt(at)}`);

const item: CatalogueItem = {
  code: 'B01',
  edition: 'bench',
  kind: 'RESTRICTION',
  class: 'A',
  title: '限制参加招标投标',
  content: '在期限内不接受该组织投标。',
  legalBasis: [{ title: '某法', article: '第一条', edition: '2020', verified: true }],
  initiatedBy: ['department-a'],
  implementedBy: departments,
  appliesTo: 'ALL',
  term: { shortestMonths: 1, longestMonths: 36, openEnded: false },
  objectionSuspends: true,
  repairable: true,
  enabledFrom: '2020-01-01',
  retiredOn: null,
  remark: null,
};
const file = { title: '证据材料', sha256: 'a'.repeat(64) };
const subject = parseCreditCode('91510904MAXXXX015M').code;

export const clock = { now: () => Date.parse('2026-07-06T01:30:00Z') };

export async function openDesk(database: Database): Promise<Desk> {
  await keepCatalogue(database, [item], new Date(clock.now()).toISOString());
  return createDesk({ database, clock, rules: { deadlines: loadDeadlines(), repairRules: loadRepairRules() } });
}

/** The `number`-th measure: each rests on a document of its own. */
export function initiation(number: number): GivenInitiation {
  return {
    type: 'initiateMeasure',
    creditCode: subject,
    itemCode: 'B01',
    determination: {
      department: 'department-a',
      documentNumber: `安某罚〔2026〕${number}号`,
      decidedOn: '2026-06-01',
      notifiedOn: '2026-06-02',
      file,
    },
    sourceRecord: { department: 'department-a', recordId: `r-${number}`, recordClass: 'ORDINARY', list: null },
    cause: '有履行能力而拒不履行',
    proportionality: null,
    evidence: [file],
    term: { startsOn: '2026-07-06', endsOn: '2027-07-06' },
  };
}

export async function initiate(desk: Desk, number: number): Promise<void> {
  const by = { role: 'officer', department: 'department-a', id: 'bench' } as const;
  await desk.initiate(initiation(number), { by, idempotencyKey: `bench-${number}` });
}

/** Runs numbered work with so many of it under way at once. */
export async function spread(from: number, count: number, width: number, work: (number: number) => Promise<void>) {
  let next = from;
  const worker = async () => {
    while (next < from + count) {
      const number = next;
      next += 1;
      await work(number);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
