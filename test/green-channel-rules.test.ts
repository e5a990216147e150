import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadMatters } from '../subgraphs/eligibility/matters/load-matters.ts';
import { ruleOn } from '../subgraphs/eligibility/rules/green-channel-rule.ts';
import { loadGreenChannelRules } from '../subgraphs/eligibility/rules/load-rules.ts';
import { ReviewedFileFaulty } from '../subgraphs/reviewed/reviewed-file.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const eligibility = join(import.meta.dirname, '../subgraphs/eligibility');

describe('the reviewed rule', () => {
  test('is the one in force on its days, and there is none before them', () => {
    const rules = loadGreenChannelRules();
    expect(ruleOn(rules, '2018-01-11')).toBeNull();
    expect(ruleOn(rules, '2018-01-12')).toMatchObject({
      cleanYears: { years: 3 },
      mandatory: { departments: 'EVERY' },
    });
    expect(ruleOn([{ ...rules[0]!, inForceUntil: '2026-03-31' }], '2026-04-01')).toBeNull();
  });

  test.each([
    ['"years": 3', '"years": 0', 'asks for no clean year'],
    ['["EVERY"]', '[]', 'has no mandatory department'],
    ['["EVERY"]', '["Court"]', 'departments has Court, which names no folder'],
    ['"neverKinds": []', '"neverKinds": ["ABNORMAL_OPERATION"]', 'counts ABNORMAL_OPERATION always and never'],
    ['"severities": ["ORDINARY"', '"severities": ["HEAVY"', 'severities has something other than'],
    ['"id": "数据时限"', '"id": "数据完整"', 'has the clause 数据完整 twice'],
    ['"hours": 24', '"hours": 24, "hour": 2', 'has an unknown hour'],
  ])('is refused with %s as %s: it %s', (from, to, message) => {
    const file = join(folder.path, 'rules.json');
    const text = readFileSync(join(eligibility, 'rules/green-channel.json'), 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(() => loadGreenChannelRules(file)).toThrow(ReviewedFileFaulty);
    expect(() => loadGreenChannelRules(file)).toThrow(message);
  });
});

describe('the table of matters', () => {
  test('holds main materials for every matter, and says why one is closed', () => {
    expect(loadMatters().filter(({ closedBecause }) => closedBecause !== null)).toHaveLength(1);
    expect(loadMatters().every(({ materials }) => materials.some(({ kind }) => kind === 'MAIN'))).toBe(true);
  });

  test.each([
    ['"supplementWithin": 10', '"supplementWithin": 21', 'lets gaps last longer than the decision may'],
    ['"MAIN"', '"SOMETIMES"', 'kind is none of MAIN, SECONDARY'],
    ['"code": "HJ-001"', '"code": "SP-001"', 'has the matter SP-001 twice'],
  ])('is refused with %s as %s: it %s', (from, to, message) => {
    const file = join(folder.path, 'matters.json');
    const text = readFileSync(join(eligibility, 'matters/matters.json'), 'utf8');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    expect(() => loadMatters(file)).toThrow(message);
  });
});
