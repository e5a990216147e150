import { generatedOrganisations } from '../demo/organisations.ts';
import { everyDepartment, fieldOf as fields, isAsked, openDistrict } from './support/district.ts';

/** Of three departments, calls that one organisation costs, and how many may start within the three seconds that a call waits for its turn. */
const costs: Record<string, { calls: number; most: number }> = {
  court: { calls: 4, most: 60 },
  environment: { calls: 3, most: 20 },
  'housing-construction': { calls: 3, most: 40 },
};

interface Answered {
  creditCode: string;
  [field: string]: string | { source: { state: string } };
}

test('a thousand codes in one query stay within what each system allows, and each organisation says what could not be asked', async () => {
  // Feedback of orders is looked for now and then; here every call is counted.
  const areAsked = await Promise.all(everyDepartment.map(isAsked));
  const delivering = everyDepartment.filter((_, at) => !areAsked[at]).slice(0, 5);
  const departments = everyDepartment.filter((name, at) => areAsked[at] || delivering.includes(name));
  await using district = await openDistrict({ connected: departments, hostParts: { feedbackEveryMs: 3_600_000 } });
  const codes = generatedOrganisations(7, 2026)
    .slice(0, 1000)
    .map(({ creditCode }) => creditCode);
  const before = new Map(departments.map((name) => [name, district.standIn(name).calls()]));
  const parts = departments.map((name) => `${fields[name]} { source { state } }`).join(' ');
  const answer = await district.ask(
    `query ($codes: [CreditCode!]!) { organisations(creditCodes: $codes) { creditCode ${parts} } }`,
    { codes },
  );
  const organisations = answer.data!['organisations'] as unknown as Answered[];
  expect(organisations.map(({ creditCode }) => creditCode)).toEqual(codes);
  const stateOf = (at: number, name: string) =>
    (organisations[at]![fields[name]!] as { source: { state: string } }).source.state;

  for (const [name, { calls, most }] of Object.entries(costs)) {
    const made = district.standIn(name).calls() - before.get(name)!;
    expect(made).toBeLessThanOrEqual(most);
    const answered = codes.filter((_, at) => stateOf(at, name) === 'ANSWERED').length;
    // Calls of several organisations are under way when the time for waiting is over.
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(made / calls);
    const errors = answer.errors.filter(({ extensions }) => extensions['department'] === name);
    expect(errors).toHaveLength(1000 - answered);
    expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(new Set(['DEPARTMENT_BUSY']));
    expect(
      errors.every(({ extensions }) => Date.parse(extensions['retryAt'] as string) > district.clock.now() - 10_000),
    ).toBe(true);
    const paths = errors.map(({ path }) => path![1] as number);
    expect(paths.every((at) => stateOf(at, name) === 'UNAVAILABLE')).toBe(true);
  }
  for (const name of departments.filter((one) => !(one in costs))) {
    const own = answer.errors.filter(({ extensions }) => extensions['department'] === name);
    const silent = codes.filter((_, at) => stateOf(at, name) !== 'ANSWERED').length;
    expect([name, own.length]).toEqual([name, silent]);
    if (!delivering.includes(name))
      expect(own.every(({ extensions }) => extensions['code'] === 'DEPARTMENT_BUSY')).toBe(true);
    else expect([name, silent, district.standIn(name).calls() - before.get(name)!]).toEqual([name, 0, 0]);
  }
}, 120_000);

test('a code asked for twice in one query costs its calls once', async () => {
  await using district = await openDistrict({ connected: ['court'] });
  const code = '9151090420599001XY';
  await district.ask(
    `{ a: organisation(creditCode: "${code}") { court { source { state } } } b: organisation(creditCode: "${code}") { court { creditRecords { id } } } }`,
  );
  expect(district.standIn('court').calls()).toBe(4);
});
