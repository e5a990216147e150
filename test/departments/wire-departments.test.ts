import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandIn } from '../../demo/district.ts';
import { startStandIns } from '../../demo/load-stand-ins.ts';
import { createDistrict } from '../../demo/create-district.ts';
import { loadDepartments, type Department } from '../../subgraphs/connector/load-departments.ts';
import type { AskedProtocol, AskedSystem } from '../../subgraphs/connector/protocol.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import { call, questionAbout, runtimeOf, today } from '../support/asking.ts';
import { demoDirectory } from '../support/directory.ts';
import { comparable, ownPartsOf, type ExpectedAnswer } from '../support/expected.ts';
import { readBytes, takeApart } from '../support/http-messages.ts';
import { createReplay, type Replay } from '../support/replay.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = ['development-reform', 'public-resource-trading', 'work-safety', 'food-drug'];
const sampleOf = (name: string) => join(import.meta.dirname, '../../subgraphs/departments', name, 'sample');

type Answered = ExpectedAnswer & {
  readonly source: { readonly code?: string };
  readonly request: { readonly recordSet: string; readonly creditCode: string };
};
interface Expected {
  readonly settings: Readonly<Record<string, string>>;
  readonly answers: readonly Answered[];
}
const expectedOf = (name: string) =>
  JSON.parse(readFileSync(join(sampleOf(name), 'expected.json'), 'utf8')) as Expected;

const folder = temporaryFolder();
/** Goes on with every question to a stand-in, which keeps its rate by it. */
let nowMs = Date.parse(`${today}T10:15:00+08:00`);
const clock = { now: () => nowMs };
let replay: Replay;
let departments: Department[];
let standIns: StandIn[];
beforeAll(async () => {
  departments = await loadDepartments();
  replay = await createReplay();
  standIns = await startStandIns(createDistrict({ clock, seed: 7, folder: folder.path }), names);
});
afterAll(async () => {
  await Promise.all(standIns.map((one) => one.close()));
  await replay.close();
  folder.remove();
});

const setOf = (name: string, recordSet: string) =>
  departments.find((one) => one.name === name)!.connector.recordSets[recordSet]!;

function connect(name: string, settings: Readonly<Record<string, string>>, at = runtimeOf(name)): AskedSystem {
  const { connector } = departments.find((one) => one.name === name)!;
  return (connector.protocol as AskedProtocol).connect(settings, at);
}

async function ask(name: string, system: AskedSystem, request: Answered['request']): Promise<Reading> {
  const set = setOf(name, request.recordSet);
  const { rows } = await system.ask(set.query, [questionAbout(request.creditCode)], call).finally(() => system.close());
  return readRows(set, rows, { directory: demoDirectory(), today });
}

describe.each(names)('samples of %s, replayed byte by byte', (name) => {
  const { answers, settings } = expectedOf(name);
  test.each(answers.map((one) => [one.sample, one] as const))('%s', async (sample, expected) => {
    replay.play(readBytes(sampleOf(name), sample.replace('sample/', '')));
    const reading = ask(name, connect(name, { url: replay.url, ...settings }), expected.request);
    if (expected.source.code !== undefined) {
      await expect(reading).rejects.toMatchObject({ code: expected.source.code, facts: { department: name } });
      return;
    }
    const { actual, wanted } = comparable(await reading, expected);
    expect(actual).toEqual(wanted);
    expect(ownPartsOf((await reading).facts)).toEqual(ownPartsOf(expected.facts));
    for (const secret of expected.mustNotLeak ?? []) expect(JSON.stringify(await reading)).not.toContain(secret);
  });
});

test.each([
  ['development-reform', 'projects'],
  ['public-resource-trading', 'bad-conduct'],
  ['food-drug', 'xk'],
])('%s is asked as its interface document shows', async (name, sample) => {
  const { answers, settings } = expectedOf(name);
  const { request } = answers.find((one) => one.sample === `sample/${sample}.response.http`)!;
  replay.play(readBytes(sampleOf(name), `${sample}.response.http`));
  await ask(name, connect(name, { url: replay.url, ...settings }), request);
  const [sent, shown] = [replay.requests.at(-1)!, readBytes(sampleOf(name), `${sample}.request.http`)].map(takeApart);
  const headers = ['', 'accept', 'content-type', 'x-access-token', 'soapaction'];
  const told = (message: typeof sent) => headers.map((header) => message!.head[header]);
  expect(told(sent)).toEqual(told(shown));
  expect(sent!.body.toString('latin1')).toBe(shown!.body.toString('latin1'));
});

describe.each(names)('the stand-in of %s', (name) => {
  const { answers } = expectedOf(name);
  const standIn = () => standIns.find(({ department }) => department === name)!;
  const asking = async (request: Answered['request'], settings: Readonly<Record<string, string>> = {}) => {
    nowMs += 1000;
    return ask(name, connect(name, { ...standIn().settings, ...settings }, runtimeOf(name, clock)), request);
  };
  const [first] = answers as [Answered];

  test('holds what the samples say, and nobody’s personal data', async () => {
    for (const { facts, mustNotLeak = [], request } of answers.filter(({ source }) => source.outcome === 'ANSWERED')) {
      const reading = await asking(request);
      const found = reading.facts.map(({ rowRef }) => rowRef);
      // What is known by an old registration number alone is only found by asking with that number.
      const named = facts.filter(({ extra }) => extra.linkedBy !== 'REGNO').map(({ rowRef }) => rowRef);
      expect(found).toEqual(expect.arrayContaining(named));
      for (const secret of mustNotLeak) expect(JSON.stringify(reading)).not.toContain(secret);
    }
  });

  test('knows nothing of an organisation that nobody has registered', async () => {
    expect(await asking({ ...first.request, creditCode: '91510904MAXXXX998A' })).toMatchObject({ rows: 0 });
  });

  test('refuses a stranger', async () => {
    const wrong = { token: 'x', secret: 'x', password: 'x', appId: 'x' };
    await expect(asking(first.request, wrong)).rejects.toMatchObject({
      code: expect.stringMatching(/^DEPARTMENT_(REFUSED|ANSWER_INVALID)$/) as unknown,
    });
  });

  test.each([
    ['failing', /^DEPARTMENT_(UNAVAILABLE|BUSY)$/],
    ['garbage', /^DEPARTMENT_(ANSWER_INVALID|UNAVAILABLE)$/],
    ['dead', /^DEPARTMENT_UNAVAILABLE$/],
  ] as const)('that is %s never answers', async (mode, code) => {
    await standIn().setMode(mode);
    try {
      for (let turn = 0; turn < 3; turn += 1)
        await expect(asking(first.request)).rejects.toMatchObject({ code: expect.stringMatching(code) as unknown });
    } finally {
      await standIn().setMode('normal');
    }
  });
});
