import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../subgraphs/database/database.ts';
import { openMeasures, type Measures, type ReviewedFiles } from '../subgraphs/measures/open-measures.ts';
import type { Measure } from '../subgraphs/measures/state/measure.ts';
import { noFiles } from './support/district.ts';
import { quiet } from './support/database.ts';
import { databases, onDocument, openDesk, setClock, type TestDatabase, type TestDesk } from './support/measure-desk.ts';
import { evidence, officer, organisation } from './support/measure-story.ts';

const promises = (open: () => Promise<TestDatabase>) => {
  let opened: TestDatabase;
  let desk: TestDesk;
  let document = 0;
  beforeAll(async () => {
    opened = await open();
    desk = await openDesk(opened.database);
  }, 60_000);
  afterAll(() => opened.close());

  const load = async (measureId: string) => {
    const [row] = await opened.database.query<{ state: Measure; next_timer_at: string | null }>(
      'SELECT state, next_timer_at FROM measures WHERE measure_id = $1',
      [measureId],
    );
    return row!;
  };
  const initiate = async (changes = {}) =>
    (await desk.initiate({ ...onDocument((document += 1)), ...changes })).facts.measureId;
  /** A process that starts on a later day. */
  const startOn = (day: string, files: ReviewedFiles = noFiles): Promise<Measures> =>
    startProcess(opened.database, Date.parse(`${day}T02:00:00Z`), files);

  test('a term that ended while no process ran has ended before the next one serves anybody', async () => {
    const measureId = await initiate({ term: { startsOn: '2026-03-02', endsOn: '2026-09-02' } });
    const measures = await startOn('2026-10-20');
    await measures.close();
    const { state } = await load(measureId);
    expect([state.status, state.status === 'LIFTED' && state.reason]).toEqual(['LIFTED', 'EXPIRED']);
    expect(state.facts.implementations.map(({ orders }) => orders.at(-1)!.kind)).toEqual(['LIFT', 'LIFT', 'LIFT']);
  });

  test('a term’s last day belongs to it', async () => {
    const measureId = await initiate({ term: { startsOn: '2026-03-02', endsOn: '2026-09-02' } });
    await (await startOn('2026-09-02')).close();
    expect((await load(measureId)).state.status).toBe('NOTIFIED');
    await (await startOn('2026-09-03')).close();
    expect((await load(measureId)).state.status).toBe('LIFTED');
  });

  test('an objection without an answer goes to the coordinator, then to the supervising office, and nothing goes on meanwhile', async () => {
    const measureId = await initiate();
    await desk.give(measureId, organisation, {
      type: 'fileObjection',
      origin: 'ORGANISATION',
      ground: 'WRONG_SUBJECT',
      statement: '并非本单位',
      evidence: [evidence],
    });
    const objectionId = `${measureId}.objection.1`;
    await desk.give(measureId, officer('court'), { type: 'acceptObjection', objectionId, stay: null });
    await (await startOn('2026-05-20')).close();
    const { state } = await load(measureId);
    const passedUp = state.facts.escalations.filter(({ key }) => key === `${objectionId}:ANSWER`).map(({ to }) => to);
    expect(passedUp).toEqual(['COORDINATOR', 'SUPERVISING_OFFICE']);
    expect(state.status).toBe('SUSPENDED');
  });

  test('a second start on the same day finds everything done and does nothing twice', async () => {
    const measureId = await initiate();
    await (await startOn('2026-05-20')).close();
    const before = (await load(measureId)).state;
    await (await startOn('2026-05-20')).close();
    expect((await load(measureId)).state).toEqual(before);
  });

  test('a deadline told before the holidays of its year were announced moves with the calendar of the operator', async () => {
    const later = await openDesk(opened.database, { clock: setClock(Date.parse('2026-12-31T02:00:00Z')) });
    const measure = await later.initiate({
      ...onDocument((document += 1)),
      term: { startsOn: '2026-12-31', endsOn: '2027-12-31' },
    });
    const { measureId } = measure.facts;
    const acknowledgeBy = measure.facts.implementations[0]!.orders[0]!.acknowledgeBy;
    expect(acknowledgeBy.provisional).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'calendar-'));
    const file = join(folder, '2027.json');
    const holidays = ['2027-01-01', '2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'];
    writeFileSync(file, JSON.stringify({ 2027: { holidays, makeUpWorkdays: [] } }));
    const first = (await load(measureId)).next_timer_at!;
    await (await startOn('2026-12-31', { ...noFiles, workingCalendar: file })).close();
    rmSync(folder, { recursive: true });
    expect((await load(measureId)).next_timer_at! > first).toBe(true);
  });
};

async function startProcess(database: Database, ms: number, files: ReviewedFiles): Promise<Measures> {
  const clock = setClock(ms);
  const nobody = { feedbackEveryMs: 60_000, recipients: [], withChannel: [], subscribers: new Map<string, never>() };
  return openMeasures({ database, clock, log: quiet, keeper: true, files, ...nobody });
}

for (const { about, name, open } of databases) about(`timers on ${name}:`, () => promises(open));
