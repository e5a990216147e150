import { readSent, type Service } from '../support/housing-construction.ts';
import { rowOf } from '../support/housing-construction-rows.ts';
import { createReplay, type Replay } from '../support/replay.ts';

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const one = async (service: Service, cells: Record<string, unknown>) =>
  readSent(replay, service, [rowOf[service](cells)]);

describe('a row about a person', () => {
  const person = { xm: '张某甲', sfzh: '510904190001010010' };
  const nothing = { tyshxydm: '', zzjgdm: '' };
  test.each([
    ['labelled so, under the employer’s code', { ztlx: '2', ...person }],
    ['labelled by a number', { ztlx: 2, ...person }],
    ['labelled so, with a number that is masked', { ztlx: '2', xm: '张**', sfzh: '510904********0010' }],
    ['labelled so, with everything personal left out', { ztlx: '2' }],
    ['labelled so, under a code that is wrong', { ztlx: '２', tyshxydm: '91510904MAXXXX015N', ...person }],
    ['labelled an organisation, with nothing but name and number', { ...nothing, ...person, dwmc: '' }],
    ['labelled an organisation, with the name in the wrong column', { ...nothing, dwmc: '张某甲', sfzh: person.sfzh }],
    ['labelled an organisation, with the number in the wrong column', { tyshxydm: person.sfzh, dwmc: '张某甲' }],
    ['without a label', { ztlx: '', ...nothing, ...person, dwmc: '/' }],
  ])('%s is dropped', async (_, cells) => {
    const reading = await one('conduct', cells);
    expect(reading.dropped).toEqual([{ rowRef: 'B', reason: 'NATURAL_PERSON' }]);
    expect(JSON.stringify(reading)).not.toMatch(/张某甲|510904/);
  });

  test('under an organisation’s own code and label is about the organisation, without the person', async () => {
    const reading = await one('conduct', { ...person, xwms: '张某甲未按图施工' });
    expect(reading.facts).toMatchObject([{ creditCode: '91510904MAXXXX015M' }]);
    expect(JSON.stringify(reading)).not.toMatch(/张某甲|510904190001010010/);
  });

  test('who only has an employer’s name waits for a decision, without the person', async () => {
    const reading = await one('conduct', { ...nothing, ...person });
    expect(reading.unlinked).toMatchObject([
      { reason: 'NAME_ONLY', effect: 'ADVERSE', name: '遂宁市样例青禾粮油有限公司' },
    ]);
    expect(JSON.stringify(reading)).not.toMatch(/张某甲|510904190001010010/);
  });

  test('or about neither, by a label outside the table, is kept as unreadable without the person', async () => {
    const reading = await one('conduct', { ztlx: '3', ...person });
    expect(reading.rejected).toMatchObject([{ reason: 'CODE_UNKNOWN' }]);
    expect(JSON.stringify(reading)).not.toMatch(/张某甲|510904190001010010/);
  });

  test('the legal representative beside a penalty is kept nowhere', async () => {
    const cells = { frdb: '李某乙', bz: '李某乙,电话13900000000' };
    for (const more of [{}, { cfrq: '2023-02-30' }, nothing]) {
      expect(JSON.stringify(await one('penalty', { ...cells, ...more }))).not.toMatch(/李某乙|13900000000/);
    }
  });
});
