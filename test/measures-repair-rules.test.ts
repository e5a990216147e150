import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  editionOn,
  loadRepairRules,
  publicationDays,
  publicationEnd,
  type RecordClass,
} from '../subgraphs/measures/rules/repair-rules.ts';

const rules = loadRepairRules();

describe('publication by order 36', () => {
  test.each<[RecordClass, string, string, string | null]>([
    ['MINOR', '2026-11-30', '2026-11-30', '2027-02-28'],
    ['ORDINARY', '2026-11-30', '2027-02-28', '2027-11-30'],
    ['SERIOUS', '2026-11-30', '2027-11-30', '2029-11-30'],
  ])('of a %s record of %s allows repair from %s and ends by %s', (recordClass, documentOn, from, endsBy) => {
    const edition = editionOn(rules, '2026-12-01')!;
    expect(edition.edition).toBe('36号令');
    expect(publicationDays(edition, recordClass, documentOn)).toEqual({
      publishableFrom: documentOn,
      repairableFrom: from,
      endsBy,
    });
  });

  test.each([
    ['2026-04-01', '36号令'],
    ['2026-03-31', '58号令'],
    ['2023-05-01', '58号令'],
    ['2023-04-30', '527号'],
    ['2019-06-30', undefined],
  ])('the edition in force on %s is %s', (today, edition) => {
    expect(editionOn(rules, today)?.edition).toBe(edition);
  });

  test('ends with the earliest of its longest period, a repair and a revocation', () => {
    const { endsBy } = publicationDays(editionOn(rules, '2026-12-01')!, 'ORDINARY', '2026-11-30');
    expect(publicationEnd({ endsBy }, null, null)).toBe('2027-11-30');
    expect(publicationEnd({ endsBy }, '2027-03-05', null)).toBe('2027-03-05');
    expect(publicationEnd({ endsBy }, '2027-03-05', '2026-12-24')).toBe('2026-12-24');
    expect(publicationEnd({ endsBy: null }, '2027-03-05', null)).toBeNull();
  });

  test('has no two editions in force on one day', () => {
    const folder = mkdtempSync(join(tmpdir(), 'repair-'));
    const file = join(folder, 'rules.json');
    const [first, ...others] = rules.editions;
    writeFileSync(file, JSON.stringify({ ...rules, editions: [{ ...first, inForceUntil: null }, ...others] }));
    expect(() => loadRepairRules(file)).toThrow('in force before');
    rmSync(folder, { recursive: true });
  });
});
