import { disabled, see, useMeasures } from './support/measure-documents.ts';
import { coordinator, evidence, officer } from './support/measure-story.ts';

const hr = officer('human-resources');
const district = useMeasures();

describe('the catalogue', () => {
  const codes = async (filter: string) =>
    (
      (await see(district(), `{ measureCatalogue${filter} { code } }`))['measureCatalogue'] as unknown as {
        code: string;
      }[]
    ).map(({ code }) => code);

  test('is listed by kind, and by what can be initiated today', async () => {
    expect(await codes('')).toEqual(['T01', 'T02', 'T03']);
    expect(await codes('(kind: INCENTIVE)')).toEqual(['T02']);
    expect(await codes('(enabled: true)')).toEqual(['T01', 'T02']);
    expect(await codes('(kind: RESTRICTION, enabled: false)')).toEqual(['T03']);
    district().today = '2025-12-31';
    expect(await codes('(enabled: true)')).toEqual([]);
  });

  test('says for whom an item is, and what keeps it from being enabled', async () => {
    const { measureCatalogue } = await see(
      district(),
      '{ measureCatalogue { initiatedBy appliesTo obstacles enabled } }',
    );
    expect(measureCatalogue).toEqual([
      { initiatedBy: ['court', 'human-resources'], appliesTo: ['9'], obstacles: [], enabled: true },
      { initiatedBy: null, appliesTo: null, obstacles: [], enabled: true },
      expect.objectContaining({ obstacles: expect.arrayContaining(['rests on 某法, which is not verified']) }),
    ]);
  });

  test('is changed by the coordinator and by nobody else', async () => {
    const asked = { code: disabled.code, reason: '已核对', evidence: [evidence] };
    const enabling = {
      ...asked,
      idempotencyKey: 'enable',
      legalBasis: [{ title: '某法', article: '第一条', edition: '2020' }],
      term: { longestMonths: 12 },
      enabledFrom: '2026-03-02',
    };
    const enable = async (by: typeof hr, input: object = enabling) => {
      const { data } = await district().ask(
        by,
        'mutation M($input: EnableCatalogueItemInput!) { done: enableCatalogueItem(input: $input) { repeated item { enabled obstacles } userErrors { code facts { name value } } } }',
        { input },
      );
      return data!['done'];
    };
    expect(await enable(hr)).toMatchObject({ item: null, userErrors: [{ code: 'ACTION_NOT_ALLOWED' }] });
    expect(await enable(coordinator, { ...enabling, idempotencyKey: 'a', term: {} })).toMatchObject({
      userErrors: [{ code: 'ITEM_NOT_READY', facts: [{ name: 'obstacles[0]', value: 'has no longest term' }] }],
    });
    expect(await enable(coordinator)).toEqual({
      repeated: false,
      item: { enabled: true, obstacles: [] },
      userErrors: [],
    });
    expect(await enable(coordinator)).toMatchObject({ repeated: true, item: { enabled: true } });
  });
});
