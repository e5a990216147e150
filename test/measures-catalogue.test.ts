import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appliesTo, isOrderable, obstaclesOf } from '../subgraphs/measures/catalogue/catalogue-item.ts';
import { decideItem, evolveItem, type ItemCommand } from '../subgraphs/measures/catalogue/decide-item.ts';
import { loadCatalogue } from '../subgraphs/measures/catalogue/load-catalogue.ts';
import { MeasureRefused } from '../subgraphs/measures/refusals.ts';
import { ReviewedFileFaulty } from '../subgraphs/measures/reviewed-file.ts';
import { coordinator, evidence, officer } from './support/measure-story.ts';

const catalogue = loadCatalogue();
const itemOf = (code: string) => catalogue.find((item) => item.code === code)!;
const restrictions = catalogue.filter(({ kind }) => kind === 'RESTRICTION');

/** The district's department slots. */
const slots = `publicity, political-legal, public-security, procuratorate, court, development-reform, market-regulation,
financial-affairs, civility-office, economy-information, education, civil-affairs, justice, finance, human-resources,
environment, housing-construction, commerce, culture-broadcasting, health, state-tax, local-tax, quality-supervision,
science-technology, legislative-affairs, food-drug, work-safety, land-resources, tourism, state-assets,
public-resource-trading`.split(/,\s+/);

describe('the catalogue that ships', () => {
  test('has the restrictions M01 to M26 without M24, and the incentives I01 to I14', () => {
    const numbered = (letter: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`);
    expect(catalogue.map(({ code }) => code)).toEqual([
      ...numbered('I', 14),
      ...numbered('M', 26).filter((code) => code !== 'M24'),
    ]);
  });

  test('names only departments that the district has', () => {
    const named = catalogue.flatMap(({ initiatedBy, implementedBy }) => [
      ...(initiatedBy === 'ANY' ? [] : initiatedBy),
      ...implementedBy,
    ]);
    expect([...new Set(named)].filter((name) => !slots.includes(name))).toEqual([]);
  });

  test('has nothing enabled that rests on something unverified, or on nothing', () => {
    const enabled = catalogue.filter(({ enabledFrom }) => enabledFrom !== null);
    expect(enabled.map(({ code }) => code)).toEqual(['I01', 'I02', 'I04', 'I05', 'I07', 'I11', 'I12']);
    for (const item of enabled) expect(obstaclesOf(item)).toEqual([]);
    const unverified = catalogue.filter(({ legalBasis }) => legalBasis.some(({ verified }) => !verified));
    expect(unverified.length).toBeGreaterThan(20);
    expect(unverified.filter(({ enabledFrom }) => enabledFrom !== null)).toEqual([]);
  });

  test.each(restrictions.map((item) => [item.code, item] as const))(
    '%s rests on something and says what is done',
    (_, item) => {
      expect(item.legalBasis.length).toBeGreaterThan(0);
      expect(item.title).toMatch(/\p{Script=Han}/u);
      expect(item.content).toMatch(/\p{Script=Han}/u);
      expect(item.enabledFrom).toBeNull();
    },
  );

  test('strikes no natural person', () => {
    for (const { title, content } of catalogue) expect(`${title}${content}`).not.toMatch(/出境|升学|任职|飞机|自然人/);
  });

  test('leaves to markets and associations what is theirs', () => {
    const classC = catalogue.filter((item) => !isOrderable(item));
    expect(classC.map(({ code }) => code)).toEqual(['M25', 'M26']);
    for (const item of classC) {
      expect(item.implementedBy).toEqual([]);
      expect(obstaclesOf(item)).toContain('is of class C, which nobody may be ordered to carry out');
    }
  });

  test('suspends on objection except where court or statute fixes the measure', () => {
    const standing = restrictions.filter(({ objectionSuspends }) => !objectionSuspends);
    expect(standing.map(({ code }) => code)).toEqual(['M01', 'M02', 'M03', 'M18']);
  });

  test('applies measures of civil associations to civil associations only', () => {
    expect(appliesTo(itemOf('M19'), '51510904509999 03X1'.replace(' ', ''))).toBe(true);
    expect(appliesTo(itemOf('M19'), '91510904MAXXXX015M')).toBe(false);
    expect(appliesTo(itemOf('M08'), 'N2510904MFXXXX0807')).toBe(true);
  });
});

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

describe('enabling an item', () => {
  const stamp = { code: 'M05', at: '2026-07-01T02:00:00.000Z', reason: '已核对现行文本', evidence: [evidence] };
  const enable: ItemCommand = {
    ...stamp,
    type: 'enableItem',
    by: coordinator,
    legalBasis: [{ title: '中华人民共和国招标投标法', article: '第五十三条', edition: '2017修正' }],
    term: { shortestMonths: 12, longestMonths: 36, openEnded: false },
    enabledFrom: '2026-07-02',
  };
  const refusalOf = (command: ItemCommand, item = itemOf('M05')): MeasureRefused => {
    try {
      decideItem(command, item);
    } catch (error) {
      if (error instanceof MeasureRefused) return error;
      throw error;
    }
    throw new Error('was not refused');
  };

  test('takes the verified basis and the term from the coordinator, on record', () => {
    const events = decideItem(enable, itemOf('M05'));
    expect(events).toMatchObject([{ type: 'ItemEnabled', by: coordinator, reason: '已核对现行文本' }]);
    const item = events.reduce(evolveItem, itemOf('M05'));
    expect(item.enabledFrom).toBe('2026-07-02');
    expect(item.legalBasis).toEqual([{ ...enable.legalBasis[0], verified: true }]);
    expect(obstaclesOf(item)).toEqual([]);
  });

  test('is refused to everybody else', () => {
    expect(refusalOf({ ...enable, by: officer('development-reform') }).code).toBe('ACTION_NOT_ALLOWED');
  });

  test.each([
    ['basis', { legalBasis: [] }],
    ['article', { legalBasis: [{ title: '某法', article: ' ', edition: '2020' }] }],
    ['edition', { legalBasis: [{ title: '某法', article: '第一条', edition: null }] }],
    ['term', { term: { shortestMonths: null, longestMonths: null, openEnded: false } }],
  ])('without %s is refused', (_, change) => {
    expect(refusalOf({ ...enable, ...change }).code).toBe('ITEM_NOT_READY');
  });

  test('of class C is refused, and so is one without evidence', () => {
    expect(refusalOf(enable, itemOf('M25')).code).toBe('ITEM_NOT_READY');
    expect(refusalOf({ ...enable, evidence: [] }).code).toBe('EVIDENCE_MISSING');
    expect(refusalOf({ ...enable, enabledFrom: '2026-02-30' }).code).toBe('COMMAND_INVALID');
  });

  test('can be taken back, and ends for good with retirement', () => {
    const enabled = decideItem(enable, itemOf('M05')).reduce(evolveItem, itemOf('M05'));
    const disable: ItemCommand = { ...stamp, by: coordinator, type: 'disableItem' };
    expect(decideItem(disable, enabled).reduce(evolveItem, enabled).enabledFrom).toBeNull();
    expect(refusalOf(disable).code).toBe('ITEM_DISABLED');
    const retire: ItemCommand = { ...stamp, by: coordinator, type: 'retireItem', retiredOn: '2026-08-01' };
    const retired = decideItem(retire, enabled).reduce(evolveItem, enabled);
    expect(retired.retiredOn).toBe('2026-08-01');
    expect(refusalOf(enable, retired).code).toBe('ITEM_RETIRED');
  });
});
