import { appliesTo, isOrderable, obstaclesOf } from '../subgraphs/measures/catalogue/catalogue-item.ts';
import { loadCatalogue } from '../subgraphs/measures/catalogue/load-catalogue.ts';

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
