import { creditRecord } from '../subgraphs/connector/credit-record.ts';
import { readRows } from '../subgraphs/connector/read-rows.ts';
import type { RecordSet } from '../subgraphs/connector/connector.ts';
import { text } from '../subgraphs/connector/decoders/text.ts';
import type { StatedFact } from '../subgraphs/connector/stated.ts';
import { demoDirectory } from './support/directory.ts';
import { about, code, openStage, quiet, record, saying, type Name, type Stage } from './support/records-stage.ts';

const said = quiet();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(said);
});
beforeEach(() => {
  Object.assign(said, quiet());
});
afterAll(() => stage[Symbol.asyncDispose]());

interface About {
  readonly fact: string;
  readonly conflict: string;
  readonly unknown: readonly string[];
  readonly statements: readonly {
    readonly value: string;
    readonly department: string | null;
    readonly standing: string;
  }[];
}
const fields =
  'statements(conflict: $conflict) { fact conflict unknown statements { value department standing records lastDocumentOn asOf } }';
async function statementsOn(fact: string, conflict?: readonly string[]): Promise<About | undefined> {
  const { statements } = await about<{ statements: About[] }>(
    stage,
    fields,
    { conflict },
    '($conflict: [StatementConflict!])',
  );
  return statements.find((one) => one.fact === fact);
}

const states = (department: Name, fact: StatedFact['fact'], value: string, partial = false) => {
  const others = said.sections[department].records ?? [];
  const one = record(department, { id: `${department}-${others.length}`, stated: [{ fact, value, partial }] });
  said.sections[department] = saying(department, [...others, one]);
};
const whole = '遂宁市样例青禾粮油有限公司';

test('a different name stands beside the word of the register, which is marked, and says who writes it where', async () => {
  states('court', 'NAME', '遂宁市样例青苗粮油有限公司');
  states('market-regulation', 'NAME', whole);
  expect(await statementsOn('NAME')).toEqual({
    fact: 'NAME',
    conflict: 'CONFLICT',
    unknown: [],
    statements: [
      {
        value: whole,
        department: 'market-regulation',
        standing: 'AUTHORITATIVE',
        records: ['market-regulation-0'],
        lastDocumentOn: '2025-06-02',
        asOf: '2026-11-24T01:00:00.000Z',
      },
      expect.objectContaining({
        value: '遂宁市样例青苗粮油有限公司',
        department: 'court',
        standing: 'DIFFERS',
        records: ['court-0'],
      }),
    ],
  });
  expect(await statementsOn('NAME', ['CONFLICT'])).toBeDefined();
  expect(await statementsOn('NAME', ['AGREED', 'UNDETERMINED'])).toBeUndefined();
});

test.each<[string, StatedFact['fact'], string, boolean, string]>([
  ['the same name in other brackets and blanks', 'NAME', '遂宁市 样例青禾粮油有限公司', false, 'SAME'],
  ['a name that its column cuts', 'NAME', '遂宁市样例青禾粮', true, 'SAME'],
  ['a name of which a character was lost', 'NAME', '遂宁市样例?禾粮油有限公司', false, 'SAME'],
  ['a former name', 'NAME', '安居区样例粮站', false, 'FORMER_NAME'],
  ['a cut name of somebody else', 'NAME', '遂宁市样例青苗', true, 'DIFFERS'],
  ['a month of the day', 'ESTABLISHED_ON', '2016-03', false, 'SAME'],
  ['another day', 'ESTABLISHED_ON', '2016-03-16', false, 'DIFFERS'],
  ['another status', 'STATUS', 'CANCELLED', false, 'DIFFERS'],
  ['a full-width number', 'REGISTRATION_NUMBER', '５10904000001014', false, 'SAME'],
  ['another number', 'REGISTRATION_NUMBER', '510904000001022', false, 'DIFFERS'],
])('%s is told for what it is', async (_, fact, value, partial, standing) => {
  states('state-tax', fact, value, partial);
  const found = await statementsOn(fact);
  expect(found!.statements.map((one) => one.standing)).toEqual(['AUTHORITATIVE', standing]);
  expect(found!.conflict).toBe(standing === 'DIFFERS' ? 'CONFLICT' : 'AGREED');
});

test('several records of a department that state the same are one statement; a void one states nothing', async () => {
  states('court', 'NAME', whole);
  states('court', 'NAME', whole);
  said.sections['state-tax'] = saying('state-tax', [
    record('state-tax', { state: 'REVOKED', stated: [{ fact: 'NAME', value: '别家', partial: false }] }),
  ]);
  const found = await statementsOn('NAME');
  expect(found).toMatchObject({ conflict: 'AGREED', statements: [{}, { records: ['court-0', 'court-1'] }] });
});

describe('nobody is said to agree', () => {
  test.each<[string, () => void, readonly string[]]>([
    ['while a department is silent', () => void (said.sections.court = saying('court', null)), ['court']],
    ['while rows are withheld', () => void (said.sections.court = saying('court', [], { withheldRows: 1 })), ['court']],
    [
      'on records kept from before statements were',
      () => void (said.sections.court = saying('court', [record('court', { stated: null })])),
      ['court'],
    ],
  ])('%s; what differs, differs all the same', async (_, change, unknown) => {
    change();
    expect(await statementsOn('NAME')).toMatchObject({ conflict: 'UNDETERMINED', unknown });
    states('state-tax', 'NAME', '别家样例公司');
    expect(await statementsOn('NAME')).toMatchObject({ conflict: 'CONFLICT', unknown });
  });

  test('where no register vouches; but two departments contradict each other', async () => {
    said.register = { ...said.register, nameConfirmed: false };
    states('court', 'NAME', whole);
    expect(await statementsOn('NAME')).toMatchObject({
      conflict: 'UNDETERMINED',
      statements: [
        { department: null, standing: 'UNCONFIRMED' },
        { department: 'court', standing: 'UNCONFIRMED' },
      ],
    });
    states('state-tax', 'NAME', '别家样例公司');
    expect(await statementsOn('NAME')).toMatchObject({ conflict: 'CONFLICT' });
  });

  test('on what nobody states', async () => {
    expect(await statementsOn('ADDRESS')).toEqual({
      fact: 'ADDRESS',
      conflict: 'UNDETERMINED',
      unknown: [],
      statements: [],
    });
    states('court', 'ADDRESS', '安居镇样例路1号');
    states('state-tax', 'ADDRESS', '安居镇样例路 1 号');
    expect(await statementsOn('ADDRESS')).toMatchObject({ conflict: 'UNDETERMINED' });
    states('state-tax', 'ADDRESS', '安居镇样例路2号');
    expect(await statementsOn('ADDRESS')).toMatchObject({ conflict: 'CONFLICT' });
  });
});

const rowSet = (subject: Partial<RecordSet['subject']>): RecordSet =>
  ({
    type: 'Row',
    query: {},
    subject: { creditCode: ['USCC'], registrationNumber: ['ZCH'], name: 'MC', ...subject },
    kind: 'REGISTRATION',
    effect: 'NEUTRAL',
    catalogue: { item: '登记注册基本信息', edition: '2024' },
    record: { authority: '样例机关' },
    fields: { premises: text('DZ') },
    states: { ADDRESS: 'premises' },
    freshFor: '1d',
    keepFor: '1d',
  }) satisfies RecordSet;

describe('an address', () => {
  const registered = '四川省遂宁市安居区样例镇样例大道18号样例大厦3楼';
  const registers = (value: string) => {
    const one = record('market-regulation', {
      recordKind: 'REGISTRATION',
      stated: [{ fact: 'ADDRESS', value, partial: false }],
    });
    said.sections['market-regulation'] = saying('market-regulation', [one]);
  };

  test.each<[string, string, string]>([
    ['full-width and blank signs', '四川省 遂宁市 安居区 样例镇样例大道１８号样例大厦３楼', 'SAME'],
    ['no province and no city', '安居区样例镇样例大道18号样例大厦3楼', 'SAME'],
    ['no word for what the city is', '四川遂宁安居区样例镇样例大道18号样例大厦3楼', 'SAME'],
    ['a town without its 镇', '安居区样例样例大道18号样例大厦3楼', 'SAME'],
    ['a town that has become a 街道', '安居区样例街办样例大道18号样例大厦3楼', 'SAME'],
    ['the building in brackets, and a floor in words', '样例镇样例大道18号（样例大厦）三层', 'SAME'],
    ['a note in brackets', '安居区样例镇样例大道18号样例大厦3楼(住所申报)', 'SAME'],
    ['another district', '遂宁市船山区样例镇样例大道18号样例大厦3楼', 'DIFFERS'],
    ['another city', '成都市安居区样例镇样例大道18号样例大厦3楼', 'DIFFERS'],
    ['another town', '安居区示范乡样例大道18号样例大厦3楼', 'DIFFERS'],
    ['another number', '安居区样例镇样例大道8号样例大厦3楼', 'DIFFERS'],
    ['another floor', '安居区样例镇样例大道18号样例大厦2楼', 'DIFFERS'],
    ['nothing but the street', '安居区样例镇样例大道', 'DIFFERS'],
  ])('written with %s is told for what it is, and both words are shown', async (_, value, standing) => {
    registers(registered);
    states('state-tax', 'ADDRESS', value);
    const found = await statementsOn('ADDRESS');
    expect(found).toMatchObject({
      conflict: standing === 'DIFFERS' ? 'CONFLICT' : 'AGREED',
      statements: [
        { value: registered, department: 'market-regulation', standing: 'AUTHORITATIVE' },
        { value, department: 'state-tax', standing },
      ],
    });
  });

  test.each([
    ['安居区样例小区1号', '遂宁市安居区样例小区１号'],
    ['样例市场12号', '安居区样例市场12号'],
    ['安居区工业园区1—2号', '安居区工业园区1-2号'],
  ])('%s names no division that it has not: it is %s', async (one, other) => {
    registers(one);
    states('court', 'ADDRESS', other);
    expect(await statementsOn('ADDRESS')).toMatchObject({ conflict: 'AGREED' });
  });

  test('differs where brackets on both sides do', async () => {
    registers('样例大道18号(东)');
    states('court', 'ADDRESS', '样例大道18号(西)');
    expect(await statementsOn('ADDRESS')).toMatchObject({ conflict: 'CONFLICT' });
  });

  test('that the register gives in a registration that stands counts before one that has ended', async () => {
    const given = (id: string, state: 'VALID' | 'ENDED', value: string) =>
      record('market-regulation', {
        id,
        state,
        recordKind: 'REGISTRATION',
        stated: [{ fact: 'ADDRESS', value, partial: false }],
      });
    said.sections['market-regulation'] = saying('market-regulation', [
      given('old', 'ENDED', '样例大道1号'),
      given('new', 'VALID', '样例大道2号'),
    ]);
    expect(await statementsOn('ADDRESS')).toMatchObject({
      statements: [
        { value: '样例大道2号', standing: 'AUTHORITATIVE' },
        { value: '样例大道1号', standing: 'DIFFERS' },
      ],
    });
  });

  test('of anything but a registration is not the register’s word', async () => {
    states('market-regulation', 'ADDRESS', registered);
    expect(await statementsOn('ADDRESS')).toMatchObject({ statements: [{ standing: 'UNCONFIRMED' }] });
  });
});

describe('a row states', () => {
  const stated = (subject: Partial<RecordSet['subject']>, cells: Record<string, string>) =>
    readRows(rowSet(subject), [{ ref: '1', cells: { USCC: code, ...cells } }], {
      directory: demoDirectory(),
      today: '2026-07-01',
    }).facts.map((fact) => fact.stated);

  test('the name and number in its key columns, and what its record set names', () => {
    expect(stated({}, { MC: ' 样例粮油公司 ', ZCH: '510904000001014', DZ: '样例路1号' })).toEqual([
      [
        { fact: 'NAME', value: '样例粮油公司', partial: false },
        { fact: 'REGISTRATION_NUMBER', value: '510904000001014', partial: false },
        { fact: 'ADDRESS', value: '样例路1号', partial: false },
      ],
    ]);
    expect(stated({}, { MC: '暂无', ZCH: '', DZ: '/' })).toEqual([[]]);
  });

  test('that its name may be cut, where it fills its column', () => {
    expect(stated({ nameCutAt: 6 }, { MC: '样例粮油公司' })).toMatchObject([[{ partial: true }]]);
  });

  test('no address of a household, which is somebody’s home, nor of anybody who is not known for certain', () => {
    const read = (cells: Record<string, string>) =>
      readRows(rowSet({}), [{ ref: '1', cells: { DZ: '样例小区5栋', ...cells } }], {
        directory: demoDirectory(),
        today: '2026-07-01',
      });
    const household = read({ USCC: '92510904MAXXXX023D', MC: '安居区样例老街面馆' });
    expect(household.facts.map(({ fields: own, stated: facts }) => [own, facts])).toEqual([
      [{ premises: null }, [expect.objectContaining({ fact: 'NAME' })]],
    ]);
    const doubtful = [
      read({ MC: '遂宁样例某某有限公司' }),
      read({ USCC: '91510904MAXXXX0150', MC: '遂宁样例某某有限公司' }),
    ];
    expect(doubtful.map(({ rejected, unlinked }) => [rejected.length, unlinked.length])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    for (const reading of [household, ...doubtful]) expect(JSON.stringify(reading)).not.toContain('样例小区');
  });

  test('no name that may be a person', () => {
    for (const MC of ['张三', '欧阳样例', '张三 (样例路)'])
      expect(stated({ nameMayBePersonal: true }, { MC })).toEqual([[]]);
    expect(stated({ nameMayBePersonal: true }, { MC: '张三样例面馆' })).toMatchObject([[{ value: '张三样例面馆' }]]);
  });
});

test('what departments call by different names is said of every record: basis, ground, and why it ended', () => {
  const today = '2026-07-01';
  const own = (fields: Record<string, string>): ReturnType<typeof creditRecord> => {
    const set = {
      ...rowSet({}),
      states: {},
      fields: Object.fromEntries(Object.keys(fields).map((field) => [field, text(field)])),
    };
    const row = { ref: '1', cells: { USCC: code, ...fields } };
    const [fact] = readRows(set, [row], { directory: demoDirectory(), today }).facts;
    return creditRecord(fact!, { department: 'court', set, findAuthority: () => null, today });
  };
  expect(own({ legalBasis: '某法第一条', violation: '短斤少两', exitReason: '信用修复' })).toMatchObject({
    basis: '某法第一条',
    ground: '短斤少两',
    endReason: '信用修复',
  });
  expect(own({ cause: '失联', withdrawnBecause: '撤案' })).toMatchObject({
    basis: null,
    ground: '失联',
    endReason: '撤案',
  });
});
