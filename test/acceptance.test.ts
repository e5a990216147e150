import { createHash } from 'node:crypto';
import type { Caller } from '../schema/caller.ts';
import { parseCreditCode } from '../schema/credit-code.ts';
import { loadWorkingCalendar } from '../schema/working-days.ts';
import { outstanding, type Acceptance } from '../subgraphs/eligibility/acceptance/acceptance.ts';
import type { AcceptanceCommand } from '../subgraphs/eligibility/acceptance/commands.ts';
import { decide } from '../subgraphs/eligibility/acceptance/decide.ts';
import type { AcceptanceEvent } from '../subgraphs/eligibility/acceptance/events.ts';
import { evolve } from '../subgraphs/eligibility/acceptance/evolve.ts';
import { loadMatters } from '../subgraphs/eligibility/matters/load-matters.ts';
import type { Matter } from '../subgraphs/eligibility/matters/matter.ts';
import { EligibilityRefused } from '../subgraphs/eligibility/refusals.ts';

const food = loadMatters().find(({ code }) => code === 'SP-001')!;
const creditCode = parseCreditCode('91510904MAXXXX015M').code;
const hash = 'a'.repeat(64);
const officer: Caller = { role: 'officer', department: food.department, id: 'o-1' };
const stranger: Caller = { role: 'officer', department: 'court', id: 'o-2' };

type Without<Command, Keys extends PropertyKey> = Command extends unknown ? Omit<Command, Keys> : never;
type Said = Without<AcceptanceCommand, 'by' | 'at' | 'today'>;
type Accept = Extract<Said, { type: 'acceptWithGaps' }>;

/** One acceptance, told command by command. */
class Story {
  acceptance: Acceptance | null = null;
  readonly calendar = loadWorkingCalendar();

  give(today: string, said: Said, by: Caller | 'gateway' = officer): readonly AcceptanceEvent[] {
    const command = { ...said, by, today, at: `${today}T02:00:00.000Z` } as AcceptanceCommand;
    const events = decide(command, this.acceptance, this.calendar);
    this.acceptance = events.reduce<Acceptance | null>(evolve, this.acceptance);
    return events;
  }

  refusal(today: string, said: Said, by: Caller | 'gateway' = officer): string {
    const before = JSON.stringify(this.acceptance);
    try {
      this.give(today, said, by);
    } catch (error) {
      if (!(error instanceof EligibilityRefused)) throw error;
      expect(JSON.stringify(this.acceptance)).toBe(before);
      return error.code;
    }
    throw new Error(`${said.type} was not refused`);
  }
}

const accepting = (on: string, changes: Partial<Accept> = {}, matter: Matter = food): Accept => ({
  type: 'acceptWithGaps',
  acceptanceId: 'a-1',
  creditCode,
  matter,
  caseNumber: '安食许受〔2026〕12号',
  missing: ['03', '04'],
  decision: { receipt: 'LT-1', creditCode, matter: matter.code, verdict: 'ELIGIBLE', decidedOn: on },
  grounds: null,
  undertaking: { text: '本单位承诺在期限内补正', sha256: hash },
  ...changes,
});
const accepted = (on: string, matter: Matter = food): Story => {
  const story = new Story();
  story.give(on, accepting(on, {}, matter));
  return story;
};
const supplied = (...materials: string[]): Said => ({
  type: 'supplement',
  documents: materials.map((material) => ({ material, sha256: hash })),
});
const issue: Said = { type: 'issue', documentNumber: '川食许〔2026〕7号' };
const terminate: Said = { type: 'terminate', handling: 'ENDED', reason: '逾期未补正' };
const passTime: Said = { type: 'passTime' };

describe('the day by which documents are due', () => {
  test.each([
    ['2018-01-12', 7, '2018-01-23'],
    ['2018-02-09', 7, '2018-02-24'],
    ['2018-09-21', 7, '2018-10-08'],
    ['2025-01-20', 7, '2025-02-05'],
    ['2025-09-26', 7, '2025-10-13'],
    ['2025-12-29', 3, '2026-01-04'],
    ['2026-02-12', 7, '2026-02-28'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-04-30', 3, '2026-05-08'],
    ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-30', 10, '2026-10-20'],
    ['2026-11-20', 7, '2026-12-01'],
  ])('from %s, %i working days, is %s, and is kept to the end of it', (on, days, due) => {
    const story = accepted(on, { ...food, supplementWithin: days, statutoryWithin: 20 });
    expect(story.acceptance!.facts.due).toEqual({ on: due, provisional: false });
    expect(story.give(due, supplied('03', '04')).map(({ type }) => type)).toEqual(['DocumentsSupplemented']);
  });

  test('in a year whose holidays are not announced is provisional, and reckoned again once they are', () => {
    const story = accepted('2026-12-28', { ...food, supplementWithin: 7 });
    const { due, notice } = story.acceptance!.facts;
    expect(due.provisional).toBe(true);
    expect(notice.text).toContain('以重新推算的日期为准');
  });
});

describe('an acceptance', () => {
  test('runs to its end: supplemented in parts, issued', () => {
    const story = accepted('2026-11-20');
    story.give('2026-11-23', supplied('04'));
    expect([story.acceptance!.status, outstanding(story.acceptance!)]).toEqual(['ACCEPTED_WITH_GAPS', ['03']]);
    story.give('2026-11-24', supplied('03'));
    expect(story.acceptance).toMatchObject({ status: 'SUPPLEMENTED', supplementedAt: '2026-11-24T02:00:00.000Z' });
    story.give('2026-11-25', issue);
    expect(story.acceptance).toMatchObject({ status: 'ISSUED', documentNumber: '川食许〔2026〕7号' });
    expect(story.give('2027-11-25', passTime, 'gateway')).toEqual([]);
  });

  test('keeps the undertaking, and one notice of everything: materials, form, day, consequences', () => {
    const { notice, undertaking } = accepted('2026-11-20').acceptance!.facts;
    expect(undertaking).toEqual({ text: '本单位承诺在期限内补正', sha256: hash });
    for (const part of [
      '03 食品安全管理制度清单(复印件加盖公章)',
      '04 生产设备清单',
      '10个工作日,至2026-12-04止',
      '承诺未履行',
    ])
      expect(notice.text).toContain(part);
    expect(notice.text).not.toContain('01 ');
    expect(notice.sha256).toBe(createHash('sha256').update(notice.text).digest('hex'));
  });

  test('is overdue the day after, by any command or by the timer, once', () => {
    const story = accepted('2026-11-20');
    expect(story.refusal('2026-12-05', supplied('03'))).toBe('ACCEPTANCE_OVERDUE');
    expect(story.give('2026-12-07', passTime, 'gateway')).toEqual([
      { type: 'UndertakingBroken', at: '2026-12-07T02:00:00.000Z', by: 'gateway', since: '2026-12-05' },
    ]);
    expect(story.give('2026-12-08', passTime, 'gateway')).toEqual([]);
    story.give('2026-12-08', terminate);
    expect(story.acceptance).toMatchObject({ status: 'TERMINATED', overdueSince: '2026-12-05', handling: 'ENDED' });
    expect(story.refusal('2026-12-08', terminate)).toBe('ACCEPTANCE_NOT_IN_STATE');
  });

  test('that was supplemented in time is not broken by time', () => {
    const story = accepted('2026-11-20');
    story.give('2026-12-04', supplied('03', '04'));
    expect(story.give('2027-01-04', passTime, 'gateway')).toEqual([]);
    expect(story.refusal('2027-01-04', terminate)).toBe('ACCEPTANCE_NOT_IN_STATE');
  });

  test('is reminded of three working days, one, and none before the end; after a pause once', () => {
    const remindedOn = (days: readonly string[]) => {
      const story = accepted('2026-11-20');
      return days.flatMap((day) =>
        story
          .give(day, passTime, 'gateway')
          .map((event) => (event.type === 'Reminded' ? [event.on, event.workingDaysLeft] : event.type)),
      );
    };
    const days = [
      '2026-11-30',
      '2026-12-01',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
      '2026-12-04',
      '2026-12-05',
    ];
    expect(remindedOn(days)).toEqual([['2026-12-01', 3], ['2026-12-03', 1], ['2026-12-04', 0], 'UndertakingBroken']);
    expect(remindedOn(['2026-12-02', '2026-12-03'])).toEqual([
      ['2026-12-02', 2],
      ['2026-12-03', 1],
    ]);
    expect(remindedOn(['2026-12-04', '2026-12-04'])).toEqual([['2026-12-04', 0]]);
  });
});

describe('is refused', () => {
  const on = '2026-11-20';
  const decision = accepting(on).decision;
  test.each<[string, Partial<Accept>, string]>([
    ['a main material', { missing: ['01'] }, 'MATERIAL_IS_MAIN'],
    ['a main material beside others', { missing: ['03', '02'] }, 'MATERIAL_IS_MAIN'],
    ['an unknown material', { missing: ['09'] }, 'MATERIAL_NOT_FOUND'],
    ['a material twice', { missing: ['03', '03'] }, 'MATERIAL_NOT_FOUND'],
    ['nothing missing', { missing: [] }, 'NOTHING_OUTSTANDING'],
    ['a matter without gaps', { matter: { ...food, supplementWithin: 0 } }, 'GAPS_NOT_ALLOWED'],
    ['a decision of yesterday', { decision: { ...decision, decidedOn: '2026-11-19' } }, 'DECISION_NOT_USABLE'],
    ['a decision on another matter', { decision: { ...decision, matter: 'HJ-001' } }, 'DECISION_NOT_USABLE'],
    [
      'somebody else’s decision',
      { decision: { ...decision, creditCode: parseCreditCode('92510904MAXXXX023D').code } },
      'DECISION_NOT_USABLE',
    ],
    ['a decision against', { decision: { ...decision, verdict: 'NOT_ELIGIBLE' } }, 'NOT_ELIGIBLE'],
    ['a decision that knows nothing', { decision: { ...decision, verdict: 'UNDETERMINED' } }, 'NOT_ELIGIBLE'],
    ['a disputed case without grounds', { decision: { ...decision, verdict: 'DISPUTED' } }, 'GROUNDS_MISSING'],
    ['an empty undertaking', { undertaking: { text: ' ', sha256: hash } }, 'TEXT_INVALID'],
    ['an undertaking without its file', { undertaking: { text: '承诺', sha256: 'A'.repeat(64) } }, 'HASH_INVALID'],
  ])('%s', (_, changes, code) => {
    expect(new Story().refusal(on, accepting(on, changes))).toBe(code);
  });

  test('whoever does not handle the matter, and the program itself', () => {
    expect(new Story().refusal(on, accepting(on), stranger)).toBe('ACTION_NOT_ALLOWED');
    expect(new Story().refusal(on, accepting(on), 'gateway')).toBe('ACTION_NOT_ALLOWED');
    for (const said of [supplied('03'), issue, terminate])
      expect(accepted(on).refusal(on, said, stranger)).toBe('ACTION_NOT_ALLOWED');
  });

  test('what does not fit the state', () => {
    expect(new Story().refusal(on, supplied('03'))).toBe('ACCEPTANCE_NOT_FOUND');
    expect(accepted(on).refusal(on, issue)).toBe('ACCEPTANCE_NOT_IN_STATE');
    expect(accepted(on).refusal(on, terminate)).toBe('ACCEPTANCE_NOT_IN_STATE');
    for (const materials of [['01'], ['03', '03'], []])
      expect(accepted(on).refusal(on, supplied(...materials))).toBe('MATERIAL_NOT_OUTSTANDING');
  });
});

test('a disputed case is accepted by a person with grounds, and not by an approval system', () => {
  const on = '2026-11-20';
  const disputed = accepting(on, {
    decision: { ...accepting(on).decision, verdict: 'DISPUTED' },
    grounds: '异议所涉记录属同名企业,联系 13812345678',
  });
  expect(new Story().refusal(on, disputed, { role: 'approval', id: 's-1' })).toBe('GROUNDS_MISSING');
  const story = new Story();
  story.give(on, disputed);
  expect(story.acceptance!.facts.grounds).toBe('异议所涉记录属同名企业,联系 ***********');
});
