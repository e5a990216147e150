import { createLocalBus } from '../schema/changes/local-bus.ts';
import type { Change } from '../schema/changes/change.ts';
import { dropChangedRecords } from '../subgraphs/drop-changed-records.ts';
import { as } from './support/callers.ts';
import { quiet } from './support/database.ts';
import { openDistrict, type TestDistrict } from './support/district.ts';

const code = '9151090420599001XY';
const mutation = `mutation Say($input: RecordsChangedInput!) {
  recordsChanged(input: $input) { told userErrors { code field } }
}`;
const bus = createLocalBus();
const heard: Change[] = [];
bus.listen({ changed: (change) => void heard.push(change) });
let atStart: Change[];
let district: TestDistrict;

const say = (role: string, input: object) =>
  district.ask(mutation, { input: { idempotencyKey: 'k-1', ...input } }, as(role));

beforeAll(async () => {
  district = await openDistrict({ connected: ['state-tax'], hostParts: { changes: bus } });
  atStart = [...heard];
});
afterAll(() => district[Symbol.asyncDispose]());
beforeEach(() => void heard.splice(0));

describe('recordsChanged', () => {
  test.each<[string, object, Change]>([
    [
      'names organisations',
      { creditCodes: [code, code.toLowerCase()] },
      { departments: ['court'], creditCodes: [code] },
    ],
    ['stands for all, without any', { creditCodes: [] }, { departments: ['court'] }],
  ])('of the department itself is told everywhere: %s', async (_, input, change) => {
    const { data } = await say('officer:court', { department: 'court', ...input });
    expect(data).toEqual({ recordsChanged: { told: true, userErrors: [] } });
    expect(heard.filter(({ departments }) => departments?.includes('court'))).toEqual([change]);
  });

  test.each<[string, string, object, string, string]>([
    ['another department', 'officer:state-tax', {}, 'ACTION_NOT_ALLOWED', 'department'],
    ['an office', 'supervisor', {}, 'ACTION_NOT_ALLOWED', 'department'],
    ['a key that is none', 'officer:court', { idempotencyKey: ' ' }, 'IDEMPOTENCY_KEY_INVALID', 'idempotencyKey'],
    ['a code that is none', 'officer:court', { creditCodes: [code, 'x'] }, 'CREDIT_CODE_INVALID', 'creditCodes.1'],
    [
      'too many',
      'officer:court',
      { creditCodes: Array.from({ length: 1001 }, () => code) },
      'TOO_MANY_ORGANISATIONS',
      'creditCodes',
    ],
  ])('is refused for %s, and nothing is told', async (_, role, input, error, field) => {
    const { data } = await say(role, { department: 'court', creditCodes: [code], ...input });
    expect(data).toEqual({ recordsChanged: { told: null, userErrors: [{ code: error, field }] } });
    expect(heard.filter(({ departments }) => departments?.includes('court'))).toEqual([]);
  });

  test('is refused without a token', async () => {
    const input = { idempotencyKey: 'k', department: 'court', creditCodes: [] };
    const { errors } = await district.ask(mutation, { input }, { authorization: '' });
    expect(errors.length).toBeGreaterThan(0);
    expect(heard).toEqual([]);
  });
});

test('a delivery that is taken is told as all that its department holds', () => {
  expect(atStart).toContainEqual({ departments: ['state-tax'] });
});

test('kept records follow: those named, all of a department, or all; others stay', () => {
  const done: string[] = [];
  const records = {
    drop: async (department: string, codes: readonly string[]) => void done.push(`${department} ${codes.join()}`),
    raise: async (department: string) => void done.push(`raise ${department}`),
    reread: async () => void done.push('reread'),
    trust: (heard: boolean) => void done.push(`trust ${heard}`),
  };
  const { back, changed, lost } = dropChangedRecords(records, ['court', 'state-tax'], quiet);
  const after = (change: Change, from: 'here' | 'elsewhere' = 'here') => {
    done.splice(0);
    changed(change, from);
    return [...done].sort();
  };
  expect(after({ departments: ['court'], creditCodes: [code] })).toEqual([`court ${code}`]);
  expect(after({ creditCodes: [code] })).toEqual([`court ${code}`, `state-tax ${code}`]);
  expect(after({ departments: [], creditCodes: [code] })).toEqual([]);
  expect(after({ departments: ['court', 'health'] })).toEqual(['raise court']);
  expect(after({ departments: ['health'] }, 'elsewhere')).toEqual([]);
  // Whoever makes the change raises the generation; the others read it again.
  expect(after({ departments: ['court'] }, 'elsewhere')).toEqual(['reread']);
  expect(after({})).toEqual(['raise court', 'raise state-tax']);
  done.splice(0);
  lost();
  back();
  expect(done).toEqual(['trust false', 'trust true']);
});
