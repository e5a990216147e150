import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkingCalendar } from '../schema/working-days.ts';
import { nextTimerAt } from '../subgraphs/measures/decisions/escalation.ts';
import { openMatters } from '../subgraphs/measures/matters.ts';
import {
  acceptedObjection,
  coordinator,
  decided,
  declined,
  evidence,
  gateway,
  implemented,
  initiatedStory,
  objection,
  officer,
  organisation,
  restriction,
  type Said,
  type Story,
} from './support/measure-story.ts';

const court = officer('court');
const escalate: Said = { type: 'escalate' };
const raised = (story: Story) =>
  story
    .give(gateway, escalate)
    .map((event) => (event.type === 'DeadlineEscalated' ? [event.matter.key, event.to] : []));
const mattersOf = (story: Story) =>
  openMatters(story.measure).map(({ key, responsible, due }) => [key, responsible, due.on]);

/** Every order carried out, so that nothing else is due. */
const quiet = (): Story => {
  const story = initiatedStory();
  for (const department of restriction.implementedBy)
    story.give(officer(department), implemented(`m-1.${department}.1`, '2026-03-02'));
  return story;
};

describe('what is due', () => {
  test('of an order: first its acknowledgement, then its report', () => {
    const story = initiatedStory();
    expect(mattersOf(story)[0]).toEqual(['m-1.finance.1:ACKNOWLEDGE', 'finance', '2026-03-03']);
    story.give(officer('finance'), { type: 'acknowledgeOrder', orderId: 'm-1.finance.1' });
    expect(mattersOf(story)[0]).toEqual(['m-1.finance.1:REPORT', 'finance', '2026-03-09']);
    story.give(officer('finance'), declined('m-1.finance.1'));
    expect(mattersOf(story)).toContainEqual(['m-1.consultation.1:CONCLUDE', null, '2026-03-09']);
  });

  test('of an order to lift: the same day', () => {
    const story = quiet();
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    expect(mattersOf(story)[0]).toEqual(['m-1.finance.2:REPORT', 'finance', '2026-03-02']);
  });

  test('of an order on hold: nothing', () => {
    const story = initiatedStory();
    const { origin: _, ...said } = objection;
    story.give(officer('finance'), { ...said, type: 'raiseDoubt' });
    expect(mattersOf(story).map(([key]) => key)).not.toContain('m-1.finance.1:ACKNOWLEDGE');
    expect(mattersOf(story)).toContainEqual(['m-1.objection.1:ACCEPT', 'court', '2026-03-03']);
  });

  test('of a repair: acceptance or decision, and the answer to the applicant unless it was extended', () => {
    const story = quiet();
    story.today = '2026-05-06';
    const materials = { proofOfCorrection: [evidence], undertaking: evidence, others: [] };
    story.give(organisation, { type: 'applyForRepair', materials });
    expect(mattersOf(story)).toEqual([
      ['m-1.repair.1:ACCEPT', 'court', '2026-05-09'],
      ['m-1.repair.1:TELL', 'court', '2026-05-19'],
    ]);
    story.give(court, { type: 'acceptRepair', repairId: 'm-1.repair.1' });
    expect(mattersOf(story).map(([key]) => key)).toEqual(['m-1.repair.1:DECIDE', 'm-1.repair.1:TELL']);
    story.give(court, { type: 'extendRepair', repairId: 'm-1.repair.1', reason: '需要核查' });
    expect(mattersOf(story)).toEqual([['m-1.repair.1:DECIDE', 'court', '2026-05-28']]);
  });

  test('of an error: its restoration', () => {
    const story = quiet();
    story.give(court, { type: 'revokeAsError', reason: '主体错误', evidence: [evidence] });
    expect(mattersOf(story)).toContainEqual(['m-1:RESTORE', 'court', '2026-03-09']);
  });
});

describe('an objection that nobody answers', () => {
  test('goes to the coordinator, then to the supervising office, once each, and the measure stays suspended', () => {
    const story = quiet();
    const id = acceptedObjection(story);
    for (const department of restriction.implementedBy)
      story.give(officer(department), implemented(`m-1.${department}.2`, '2026-03-02'));
    story.today = '2026-03-17';
    expect(raised(story)).toEqual([]);
    story.today = '2026-03-18';
    expect(raised(story)).toEqual([[`${id}:ANSWER`, 'COORDINATOR']]);
    expect(raised(story)).toEqual([]);
    story.today = '2026-03-20';
    expect(raised(story)).toEqual([]);
    story.today = '2026-03-21';
    expect(raised(story)).toEqual([[`${id}:ANSWER`, 'SUPERVISING_OFFICE']]);
    expect(raised(story)).toEqual([]);
    expect(story.measure.status).toBe('SUSPENDED');
    story.give(court, decided(id, { outcome: 'UPHELD_RECORD' }));
    expect(story.measure.status).toBe('IN_FORCE');
  });

  test('is passed up both steps at once when the process was down', () => {
    const story = quiet();
    story.give(organisation, objection);
    story.today = '2026-04-20';
    expect(raised(story)).toEqual([
      ['m-1.objection.1:ACCEPT', 'COORDINATOR'],
      ['m-1.objection.1:ACCEPT', 'SUPERVISING_OFFICE'],
    ]);
  });
});

test('what the coordinator itself misses goes straight to the supervising office', () => {
  const story = quiet();
  story.give(officer('finance'), { type: 'requestConsultation', question: '是否重复' });
  story.today = '2026-03-10';
  expect(raised(story)).toEqual([['m-1.consultation.1:CONCLUDE', 'SUPERVISING_OFFICE']]);
  story.give(coordinator, {
    type: 'concludeConsultation',
    consultationId: 'm-1.consultation.1',
    outcome: 'ADVISED',
    reasons: '不重复',
  });
  expect(openMatters(story.measure)).toEqual([]);
});

describe('the timer', () => {
  test('is set on the first midnight in Shanghai on which something is missed or ends', () => {
    const story = initiatedStory();
    expect(nextTimerAt(story.measure, story.context)).toBe('2026-03-03T16:00:00.000Z');
    expect(nextTimerAt(quiet().measure, story.context)).toBe('2027-03-02T16:00:00.000Z');
  });

  test('is not set when nothing can happen by itself any more', () => {
    const story = quiet();
    story.give(officer('human-resources'), { type: 'withdrawMeasure', reason: '情况变化' });
    for (const department of restriction.implementedBy)
      story.give(officer(department), implemented(`m-1.${department}.2`, '2026-03-02'));
    expect(nextTimerAt(story.measure, story.context)).toBeNull();
  });

  test('follows holidays that were announced after the deadline was told', () => {
    const folder = mkdtempSync(join(tmpdir(), 'timer-'));
    const file = join(folder, 'calendar.json');
    writeFileSync(
      file,
      '{"2027":{"holidays":["2027-01-01","2027-01-04","2027-01-05","2027-01-06"],"makeUpWorkdays":[]}}',
    );
    const story = quiet();
    story.today = '2026-12-31';
    story.give(organisation, objection);
    expect(openMatters(story.measure)[0]!.due).toMatchObject({ on: '2027-01-04', provisional: true });
    const calendar = loadWorkingCalendar(file);
    rmSync(folder, { recursive: true });
    story.context = { ...story.context, calendar };
    expect(nextTimerAt(story.measure, story.context)).toBe('2027-01-07T16:00:00.000Z');
    story.today = '2027-01-07';
    expect(raised(story)).toEqual([]);
    story.today = '2027-01-08';
    expect(raised(story)).toEqual([['m-1.objection.1:ACCEPT', 'COORDINATOR']]);
  });
});
