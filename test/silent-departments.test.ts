import { fieldOfFolder } from '../schema/department-names.ts';
import { loadGreenChannelRules } from '../subgraphs/eligibility/rules/load-rules.ts';
import { decideGreenChannel } from '../subgraphs/eligibility/verdict/decide.ts';
import type { SectionSeen } from '../subgraphs/eligibility/verdict/input.ts';
import { everyDepartment } from './support/district.ts';
import { asked, evidence, hoursAgo, section } from './support/green-channel-evidence.ts';

const silences: Readonly<Record<string, (department: string) => SectionSeen>> = {
  silent: (department) => section(department, null, { state: 'UNAVAILABLE', asOf: null }),
  'not connected': (department) => section(department, null, { state: 'NOT_CONNECTED', asOf: null }),
  'known from too long ago': (department) => section(department, [], { state: 'STALE', asOf: hoursAgo(24 * 90) }),
  'known with rows that nobody could read': (department) => section(department, [], { rejectedRows: 1 }),
  'known with adverse rows of that name': (department) =>
    section(department, [], { unlinkedRows: 1, unlinkedAdverseRows: 1 }),
};

const verdictWith = (sections: readonly SectionSeen[]) => decideGreenChannel(evidence({ sections }), asked).verdict;

test('when every department there is answers that it has nothing, an old firm is eligible', () => {
  expect(verdictWith(everyDepartment.map((department) => section(department)))).toBe('ELIGIBLE');
});

test.each(loadGreenChannelRules())(
  'by the rule of $edition every department matters, and new ones by being there',
  ({ mandatory }) => {
    expect(mandatory).toMatchObject({ departments: 'EVERY', indifferent: [] });
  },
);

describe.each(Object.keys(silences))('one department that is %s', (silence) => {
  test.each(everyDepartment)('%s leaves nothing clean', (silent) => {
    const sections = everyDepartment.map((one) => (one === silent ? silences[silence]!(one) : section(one)));
    expect([fieldOfFolder(silent), verdictWith(sections)]).toEqual([fieldOfFolder(silent), 'UNDETERMINED']);
  });
});
