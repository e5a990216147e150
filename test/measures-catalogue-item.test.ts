import { obstaclesOf } from '../subgraphs/measures/catalogue/catalogue-item.ts';
import { decideItem, evolveItem, type ItemCommand } from '../subgraphs/measures/catalogue/decide-item.ts';
import { loadCatalogue } from '../subgraphs/measures/catalogue/load-catalogue.ts';
import { MeasureRefused } from '../subgraphs/measures/refusals.ts';
import { coordinator, evidence, officer } from './support/measure-story.ts';

const catalogue = loadCatalogue();
const itemOf = (code: string) => catalogue.find((item) => item.code === code)!;
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
