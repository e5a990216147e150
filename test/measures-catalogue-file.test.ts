import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue } from '../subgraphs/measures/catalogue/load-catalogue.ts';
import { ReviewedFileFaulty } from '../subgraphs/reviewed/reviewed-file.ts';

describe('a catalogue file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const good = {
    code: 'X01',
    kind: 'RESTRICTION',
    class: 'A',
    title: '限制',
    content: '限制内容',
    legalBasis: [{ title: '某法', article: '第一条', edition: '2020', verified: true }],
    initiatedBy: ['court'],
    implementedBy: ['finance'],
    appliesTo: ['9'],
    term: { shortestMonths: 1, longestMonths: 12, openEnded: false },
    objectionSuspends: true,
    repairable: true,
    enabledFrom: '2026-01-01',
    retiredOn: null,
    remark: null,
  };

  function faultsOf(...items: readonly unknown[]): readonly string[] {
    writeFileSync(join(folder, 'items.json'), JSON.stringify({ edition: 'x', items }));
    try {
      loadCatalogue(folder);
    } catch (error) {
      if (error instanceof ReviewedFileFaulty) return error.faults;
      throw error;
    }
    return [];
  }

  test('that is right loads', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  const wrong: [string, object, string][] = [
    ['against persons', { content: '限制其法定代表人出境' }, 'strikes natural persons'],
    ['enabled on an unverified basis', { legalBasis: [{ ...good.legalBasis[0], verified: false }] }, 'not verified'],
    ['enabled without a basis', { legalBasis: [] }, 'has no legal basis'],
    ['enabled without an article', { legalBasis: [{ ...good.legalBasis[0], article: null }] }, 'which article'],
    ['enabled without a longest term', { term: { ...good.term, longestMonths: null } }, 'no longest term'],
    ['with its terms turned round', { term: { ...good.term, shortestMonths: 13 } }, 'longest term below'],
    ['of class C and enabled', { class: 'C', implementedBy: [] }, 'is of class C'],
    ['of class C with implementers', { class: 'C' }, 'yet has implementers'],
    ['that nobody carries out', { implementedBy: [] }, 'carried out by nobody'],
    ['that nobody initiates', { initiatedBy: [] }, 'initiated by nobody'],
    ['naming no folder', { implementedBy: ['Finance Bureau'] }, 'names no folder'],
    ['naming a department twice', { implementedBy: ['finance', 'finance'] }, 'twice'],
    ['for codes that do not exist', { appliesTo: ['94'] }, 'begins no credit code'],
    ['for nobody', { appliesTo: [] }, 'applies to no organisation'],
    ['retired before it is enabled', { retiredOn: '2026-01-01' }, 'retired before'],
    ['with an impossible day', { enabledFrom: '2026-02-30' }, 'not a day'],
    ['with a word for a number', { term: { ...good.term, longestMonths: '12' } }, 'whole number'],
    ['with a slip of the pen', { retierdOn: null }, 'unknown retierdOn'],
    ['with an unknown kind', { kind: 'PENALTY' }, 'none of INCENTIVE'],
    ['with nothing for a flag', { repairable: null }, 'neither true nor false'],
    ['an incentive that is repaired', { kind: 'INCENTIVE', class: 'A' }, 'no repair ends'],
    ['with an empty title', { title: ' ' }, 'title is not a text'],
  ];
  test.each(wrong)('with an item %s is refused', (_, change, what) => {
    expect(faultsOf({ ...good, ...change }).join('\n')).toContain(what);
  });

  test('is refused with every fault at once, each with its place', () => {
    const faults = faultsOf({ ...good, title: '', class: 'D' }, { ...good, code: 'X02', term: null }, 7);
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/items\[0\] title/),
        expect.stringMatching(/items\[0\] class/),
        expect.stringMatching(/items\[1\] term is not an object/),
        expect.stringMatching(/items\[2\] is not an object/),
      ]),
    );
  });

  test('with the same code twice, or no JSON, is refused', () => {
    expect(faultsOf(good, good)).toEqual(['has the code X01 twice']);
    writeFileSync(join(folder, 'items.json'), '{');
    expect(() => loadCatalogue(folder)).toThrow('cannot be read as JSON');
  });
});
