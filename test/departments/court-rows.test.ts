import type { Question } from '../../subgraphs/connector/protocol.ts';
import type { Reading } from '../../subgraphs/connector/reading.ts';
import {
  call,
  connectCourt,
  createReplay,
  http,
  questionAbout,
  read,
  result,
  row,
  soapAnswer,
  type List,
  type Replay,
} from '../support/court.ts';

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
type Cells = Readonly<Record<string, string>>;

let replay: Replay;
beforeAll(async () => void (replay = await createReplay()));
afterAll(() => replay.close());

async function reading(rows: readonly Cells[], list: List = 'SX'): Promise<Reading> {
  replay.play(http(soapAnswer(result(rows.map(row)))));
  const system = connectCourt(replay.url);
  const question: Question = questionAbout(code, name);
  return read(list, await system.ask({ TYPE: list }, [question], call).finally(() => system.close()));
}
const factOf = async (cells: Cells, list: List = 'SX') => (await reading([{ ...base, ...cells }], list)).facts[0];
const rejectionOf = async (cells: Cells) => (await reading([{ ...base, ...cells }])).rejected[0]?.reason;

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

describe('dates, periods and states', () => {
  it.each(['2021-04-06', '20210406', '2021年4月6日', '２０２１－０４－０６'])(
    '%s is the sixth of April 2021',
    async (given) => {
      expect(await factOf({ JDRQ: given })).toMatchObject({ documentOn: '2021-04-06', precision: 'day' });
    },
  );

  it.each([
    ['长期', true],
    ['9999-12-31', true],
    ['99990909', true],
    ['9999-99-99', true],
    ['', false],
  ])('an end of %j is open-ended: %s', async (given, openEnded) => {
    expect(await factOf({ YXQS: '2023-01-05', YXQZ: given })).toMatchObject({ validUntil: null, openEnded });
  });

  it('a removed or withdrawn row ends on CXRQ, whatever its period was', async () => {
    const ended = { YXQS: '2023-01-05', YXQZ: '长期', CXRQ: '2024年2月29日' };
    expect(await factOf({ ...ended, ZT: '2' })).toMatchObject({
      state: 'ENDED',
      validUntil: '2024-02-29',
      openEnded: false,
    });
    expect(await factOf({ ...ended, ZT: '3' }, 'XG')).toMatchObject({
      state: 'REVOKED',
      validUntil: '2024-02-29',
      openEnded: false,
    });
    expect(await factOf({ ...ended, ZT: '1' })).toMatchObject({ state: 'VALID', validUntil: null, openEnded: true });
  });

  it.each([
    [{ JDRQ: '2023-02-30' }, 'DATE_IMPOSSIBLE'],
    [{ LARQ: '不详' }, 'DATE_IMPOSSIBLE'],
    [{ FBRQ: '20231301' }, 'DATE_IMPOSSIBLE'],
    [{ CXRQ: '2023-00-10' }, 'DATE_IMPOSSIBLE'],
    [{ YXQS: '2024-01-05', YXQZ: '2023-06-01' }, 'PERIOD_REVERSED'],
    [{ ZT: '2', CXRQ: '2022-12-31' }, 'PERIOD_REVERSED'],
    [{ JDRQ: '2026-07-02' }, 'DATE_IN_FUTURE'],
    [{ ZT: '4' }, 'CODE_UNKNOWN'],
    [{ ZXBDE: '约五万' }, 'AMOUNT_UNREADABLE'],
    [{ ZXBDE: '-1' }, 'AMOUNT_UNREADABLE'],
    [{ TYSHXYDM: '9151090420599001XX' }, 'KEY_UNREADABLE'],
  ])('%j is rejected as %s', async (cells, reason) => {
    expect(await rejectionOf(cells)).toBe(reason);
  });

  it.each([
    ['1,250,000.00', 125_000_000],
    ['125万元', 125_000_000],
    ['０.５万元', 500_000],
    ['86000.5', 8_600_050],
    ['0', null],
    ['/', null],
  ])('%s is %s fen', async (given, fen) => {
    expect(await factOf({ ZXBDE: given })).toMatchObject({ amountFen: fen });
  });

  it('a row of nothing but its keys is a record with its gaps named', async () => {
    const { facts } = await reading([{ TYSHXYDM: code }, { TYSHXYDM: code }]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['row 1', 'row 2']);
    expect(facts[0]).toMatchObject({ documentNumber: null, quality: ['DATE_MISSING', 'STATE_MISSING'] });
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
    const remark = `电话13900000000,证件510904190001010050,同案${code},案号(2023)川0904执1号`;
    const fact = await factOf({ BZ: remark });
    expect(fact!.remark).toBe(`电话***********,证件******************,同案${code},案号(2023)川0904执1号`);
  });
});
