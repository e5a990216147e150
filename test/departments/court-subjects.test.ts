import { readingOf, type CourtCells, type List } from '../support/court.ts';
import { createReplay, type Replay } from '../support/replay.ts';

const code = '9151090420599001XY';
const name = '遂宁样例宏建建筑工程有限公司';
const base = {
  BH: 'R1',
  FYMC: '遂宁市安居区人民法院',
  BZXRMC: name,
  TYSHXYDM: code,
  AH: '(2023)川0904执1号',
  JDRQ: '2023-01-05',
  ZT: '1',
};

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

const reading = (rows: readonly CourtCells[], list: List = 'SX') => readingOf(replay, rows, list);
const factOf = async (cells: CourtCells, list: List = 'SX') => (await reading([{ ...base, ...cells }], list)).facts[0];

describe('subjects', () => {
  const bare = { BH: 'R1', FYMC: base.FYMC, AH: base.AH, JDRQ: base.JDRQ, ZT: '1' };
  const person = { ...bare, BZXRMC: '张某甲', SFZH: '5109041900****0010' };
  it.each([
    ['labelled 1', { ...person, BZXRLX: '1' }],
    ['labelled 1 in full width', { ...person, BZXRLX: '１' }],
    ['without a label', person],
    ['labelled 2', { ...person, BZXRLX: '2' }],
    ['with the number in ZZJGDM', { ...bare, BZXRMC: '张某甲', BZXRLX: '2', ZZJGDM: '510904190001010050' }],
    ['with the number in TYSHXYDM', { ...bare, BZXRMC: '张某甲', TYSHXYDM: '510904190001010050' }],
    ['with a longer name, labelled 1', { ...person, BZXRMC: '阿卜杜·热合曼', BZXRLX: '1' }],
  ])('a person %s is dropped', async (_, cells) => {
    const { dropped, ...rest } = await reading([cells]);
    expect(dropped).toEqual([{ rowRef: 'R1', reason: 'NATURAL_PERSON' }]);
    expect(JSON.stringify(rest)).not.toContain(cells.BZXRMC);
  });

  it('an organisation labelled 1 is an organisation', async () => {
    expect(await factOf({ BZXRLX: '1', SFZH: '5109041900****0010' })).toMatchObject({
      creditCode: code,
      linkedBy: 'USCC',
    });
    const { unlinked } = await reading([{ ...bare, BZXRMC: name, BZXRLX: '1', SFZH: '5109041900****0010' }]);
    expect(unlinked).toMatchObject([{ reason: 'NAME_ONLY', name }]);
  });

  it('an individual business without a code is unlinked, and its owner gone', async () => {
    const shop = { ...bare, BZXRMC: '安居区样例张某甲小吃店', SFZH: '510904190001010050', FDDBR: '张某甲' };
    const given = await reading([shop]);
    expect(given.unlinked).toMatchObject([{ reason: 'NAME_ONLY', name: '安居区样例张某甲小吃店' }]);
    expect(JSON.stringify(given)).not.toContain('510904190001010050');
  });

  it('an old case with the name alone is unlinked under that name', async () => {
    const { unlinked } = await reading([{ ...bare, BZXRMC: name }]);
    expect(unlinked).toMatchObject([
      { reason: 'NAME_ONLY', name, effect: 'ADVERSE', documentNumber: '〔2023〕川0904执1号' },
    ]);
  });

  it.each([
    ['hyphenated', { TYSHXYDM: '', ZZJGDM: '20599001-X' }, 'ORGCODE'],
    ['plain and in lower case', { TYSHXYDM: '', ZZJGDM: '20599001x' }, 'ORGCODE'],
    ['as a credit code in lower case in ZZJGDM', { TYSHXYDM: '/', ZZJGDM: code.toLowerCase() }, 'USCC'],
    ['in full width', { TYSHXYDM: '９151090420599001XY' }, 'USCC'],
  ])('a code %s is a key', async (_, cells, linkedBy) => {
    expect(await factOf(cells)).toMatchObject({ creditCode: code, linkedBy });
  });

  it('rows about others than the one asked for are about those others', async () => {
    const other = { TYSHXYDM: '91510904205990028Y', BZXRMC: '四川样例锦源化工有限公司' };
    expect(await factOf(other)).toMatchObject({ creditCode: '91510904205990028Y', quality: [] });
  });

  it('two defendants of one case are two records, one defendant twice is one', async () => {
    const other = { ...base, BH: 'R2', TYSHXYDM: '91510904205990028Y', BZXRMC: '四川样例锦源化工有限公司' };
    const { facts, repeated } = await reading([base, other, { ...base, BH: 'R3', AH: '（2023）川0904执1号' }]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['R2', 'R3']);
    expect(repeated).toEqual([{ rowRef: 'R1', sameAs: 'R3' }]);
  });
});

describe('personal data', () => {
  it.each([
    ['a representative whom the remark names', { FDDBR: '张某甲', BZ: '张某甲已被限制出境,其配偶另案处理' }],
    ['one of two representatives', { FDDBR: '李某乙、张某甲', BZ: '已对张某甲罚款' }],
    ['a representative written with blanks', { FDDBR: '张 某 甲', XWQX: '张某甲拒不申报财产' }],
    ['an owner beside a number', { BZ: '经营者张某甲,身份证510904190001010050' }],
    [
      'an owner under whose name the case runs',
      { TYSHXYDM: '92510904L2XXXX0193', BZXRMC: '张某甲', BZ: '张某甲下落不明' },
    ],
    ['a representative in a row that cannot be read', { FDDBR: '张某甲', BZ: '张某甲', JDRQ: '2023-02-30' }],
    ['a representative in a row without a key', { TYSHXYDM: '', FDDBR: '张某甲', LXQK: '张某甲代为履行部分' }],
  ])('%s is in nothing that is kept', async (_, cells) => {
    const kept = JSON.stringify(await reading([{ ...base, ...cells }]));
    expect(kept).not.toContain('张某甲');
    expect(kept).not.toContain('510904190001010050');
  });

  it('numbers and telephones are masked, codes and case numbers stay', async () => {
    const { remark } = (await factOf({
      BZ: `电话13900000000,证件510904190001010050,同案${code},见(2023)川0904执1号`,
    }))!;
    expect(remark).not.toMatch(/13900000000|510904190001010050/);
    expect(remark).toContain(`同案${code},见(2023)川0904执1号`);
  });
});
