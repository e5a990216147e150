import type { LegacyRow } from '../../subgraphs/connector/legacy-row.ts';
import { readRows } from '../../subgraphs/connector/read-rows.ts';
import type { MappedId, Reading } from '../../subgraphs/connector/reading.ts';
import connector from '../../subgraphs/departments/market-regulation/connector.ts';
import { demoDirectory } from '../support/directory.ts';
import { today } from '../support/mirror.ts';

type Cells = Record<string, string | null>;
const qinghe = { code: '91510904MAXXXX015M', name: '遂宁市样例青禾粮油有限公司', regno: '510904000001014' };
const entered = { OP: 'I', RKSJ: '2024-05-06 01:10:00' };

const bases: Record<string, Cells> = {
  registrations: {
    ENTNAME: qinghe.name,
    UNISCID: qinghe.code,
    REGNO: qinghe.regno,
    REGSTATE: '存续',
    ...entered,
    ESTDATE: '2016-03-15 00:00:00',
    OPFROM: '2016-03-15 00:00:00',
    OPTO: '长期',
  },
  penalties: {
    CF_XDR_MC: qinghe.name,
    CF_XDR_LB: '法人及非法人组织',
    CF_XDR_SHXYM: qinghe.code,
    ...entered,
    CF_WSH: '安市监处罚〔2021〕15号',
    CF_CFLB: '罚款',
    CF_NR: '罚款2000元',
    CF_NR_FK: '0.200000',
    CF_JDRQ: '2021-03-18 00:00:00',
    CF_YXQ: '无处罚期限',
    CF_CFJG: '遂宁市安居区市场监督管理局',
  },
  licences: {
    XK_XDR_MC: qinghe.name,
    XK_XDR_LB: '法人及非法人组织',
    XK_XDR_SHXYM: qinghe.code,
    ...entered,
    XK_WSH: '安市监许〔2020〕2号',
    XK_JDRQ: '2020-03-16',
    XK_YXQZ: '2020-03-16',
    XK_YXQZI: '2025-03-15',
    XK_ZT: '1',
  },
  abnormalOperations: {
    PRIPID: 'P1',
    UNISCID: '',
    ENTNAME: qinghe.name,
    ABNTIME: '2022-07-05',
    LRWH: '安市监异列〔2022〕33号',
    ...entered,
  },
  seriousIllegality: {
    PRIPID: 'P1',
    UNISCID: '',
    ENTNAME: qinghe.name,
    LRRQ: '2023-02-01',
    JZRQ: '2026-01-31',
    LRWH: '1号',
    ...entered,
  },
};

function read(name: string, rows: readonly Cells[], mapped: readonly MappedId[] = []): Reading {
  const set = connector.recordSets[name]!;
  const received: LegacyRow[] = rows.map((cells, at) => ({ ref: `R${at + 1}`, cells: { ...bases[name], ...cells } }));
  return readRows(set, received, { directory: demoDirectory(mapped), today });
}
const fact = (name: string, cells: Cells, mapped?: readonly MappedId[]) => read(name, [cells], mapped).facts[0];
const p1 = read('registrations', [{ PRIPID: 'P1' }]).mapped;

describe('the status of a registration', () => {
  test.each([
    ['存续', 'ACTIVE', 'VALID'],
    ['正常在业', 'ACTIVE', 'VALID'],
    ['存续（在营、开业、在册）', 'ACTIVE', 'VALID'],
    ['存续(在营、开业、在册)', 'ACTIVE', 'VALID'],
    ['在营、开业', 'ACTIVE', 'VALID'],
    ['歇业', 'SUSPENDED', 'VALID'],
    ['吊销,未注销', 'REVOKED', 'VALID'],
    ['吊销，未注销', 'REVOKED', 'VALID'],
    ['吊销（未注销）', 'REVOKED', 'VALID'],
    ['吊销未注销', 'REVOKED', 'VALID'],
    ['注销', 'CANCELLED', 'ENDED'],
    ['吊销,已注销', 'CANCELLED', 'ENDED'],
    ['吊销(已注销)', 'CANCELLED', 'ENDED'],
    ['迁出', 'MOVED_OUT', 'ENDED'],
    ['责令关闭', 'ORDERED_TO_CLOSE', 'VALID'],
    ['撤销', 'ANNULLED', 'REVOKED'],
  ])('%s is %s, and its record %s', (REGSTATE, status, state) => {
    expect(fact('registrations', { REGSTATE })).toMatchObject({ state, fields: { status } });
  });

  test.each(['吊销', '开业（待核实）', '存续（注销）', '1'])('%s is in no table', (REGSTATE) => {
    expect(read('registrations', [{ REGSTATE }]).rejected).toMatchObject([{ reason: 'CODE_UNKNOWN' }]);
  });

  test('left out is said to be missing', () => {
    expect(fact('registrations', { REGSTATE: '\\N' })).toMatchObject({
      quality: ['STATE_MISSING'],
      fields: { status: null },
    });
  });
});

describe('a registration', () => {
  test.each([
    ['9999-09-09 00:00:00', null, true],
    ['2099-12-31', null, true],
    ['', null, false],
    ['1899-12-31 12:00:00', null, false],
    ['2036-03-14', '2036-03-14', false],
  ])('with %j as its end runs until %j', (OPTO, validUntil, openEnded) => {
    expect(fact('registrations', { OPTO })).toMatchObject({ validUntil, openEnded });
  });

  test('under a code that two households bear belongs to the earlier one; the other, and what it is listed for, go back', () => {
    const rows = [
      { PRIPID: 'LATER', ENTNAME: '遂宁样例别家商贸有限公司', ESTDATE: '2018-01-01' },
      { PRIPID: 'EARLIER' },
    ];
    const { facts, unlinked, mapped } = read('registrations', rows);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['EARLIER']);
    expect(unlinked).toMatchObject([{ rowRef: 'LATER', reason: 'KEY_CONFLICT' }]);
    const listed = read('abnormalOperations', [{ PRIPID: 'LATER', UNISCID: qinghe.code }, { PRIPID: 'LATER' }], mapped);
    expect(listed.unlinked.map(({ reason }) => reason)).toEqual(['KEY_CONFLICT', 'KEY_CONFLICT']);
  });

  test('of two rows with one name under one code both stand', () => {
    expect(read('registrations', [{ PRIPID: 'A' }, { PRIPID: 'B' }]).facts).toHaveLength(2);
  });
});

describe('a penalty', () => {
  test.each([
    ['警告;', ['警告'], 'MINOR'],
    ['其他-警告', ['警告'], 'MINOR'],
    ['警告-其他-其他', ['警告'], 'MINOR'],
    ['罚款；没收违法所得', ['罚款', '没收违法所得'], 'ORDINARY'],
    ['警告;其他-免于处罚', ['警告'], 'MINOR'],
    ['罚款;吊销许可证件', ['罚款', '吊销许可证件'], 'SERIOUS'],
    ['责令停产停业', ['责令停产停业'], 'SERIOUS'],
    ['其他', ['其他'], 'ORDINARY'],
    ['\\N', [], 'ORDINARY'],
  ])('of the types %j', (CF_CFLB, penaltyTypes, severity) => {
    expect(fact('penalties', { CF_CFLB, CF_NR: null, CF_NR_FK: null })).toMatchObject({
      severity,
      fields: { penaltyTypes },
    });
  });

  test.each(['其他-不予行政处罚', '免于处罚', '其他-免于处罚;不予行政处罚', '不予处罚-其他'])(
    '%s is none',
    (CF_CFLB) => {
      expect(read('penalties', [{ CF_CFLB }]).dropped).toEqual([{ rowRef: 'R1', reason: 'NOT_A_PENALTY' }]);
    },
  );

  test('whose column and text disagree has both amounts and none', () => {
    expect(fact('penalties', { CF_NR_FK: '2' })).toMatchObject({
      amountFen: null,
      amountCandidatesFen: [2_000_000, 200_000],
      quality: ['AMOUNT_DISAGREES'],
    });
  });

  test.each([
    [{ CF_XDR_SHXYM: `${qinghe.regno}   ` }, 'REGNO'],
    [{ CF_XDR_SHXYM: ' '.repeat(18), CF_XDR_ZZJG: 'MAXXXX01-5' }, 'ORGCODE'],
    [{ CF_XDR_SHXYM: '/', CF_XDR_SWDJ: '510904MAXXXX015' }, 'TAXNO'],
    [{ CF_XDR_SHXYM: qinghe.code.toLowerCase() }, 'USCC'],
  ])('with %j is linked by %s', (cells, linkedBy) => {
    expect(fact('penalties', cells)).toMatchObject({ creditCode: qinghe.code, linkedBy });
  });

  test('of a person is dropped, labelled or not; one labelled a person with an organisation’s code and name is not', () => {
    const person = { CF_XDR_SHXYM: '', CF_XDR_MC: '王某丙', CF_XDR_ZJHM: '510904190001010030' };
    const { dropped, facts } = read('penalties', [
      { ...person, CF_XDR_LB: '自然人' },
      { ...person, CF_WSH: '2号' },
      { CF_XDR_LB: '自然人', CF_WSH: '3号' },
    ]);
    expect(dropped.map(({ rowRef }) => rowRef)).toEqual(['R1', 'R2']);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['R3']);
  });

  test('of a household without a key waits in the queue, without its owner’s number', () => {
    const household = {
      CF_XDR_SHXYM: '',
      CF_XDR_LB: '个体工商户',
      CF_XDR_MC: '安居区样例无照小吃店',
      CF_XDR_ZJHM: '510904190001010030',
    };
    const { unlinked } = read('penalties', [household]);
    expect(unlinked).toMatchObject([{ reason: 'NAME_ONLY', name: '安居区样例无照小吃店' }]);
    expect(JSON.stringify(unlinked)).not.toContain('510904190001010030');
  });

  test('entered twice stands as it was entered last, whatever the brackets, and not for another authority', () => {
    const { facts, repeated } = read('penalties', [
      { RKSJ: '2024-05-08 01:10:00' },
      { CF_WSH: '安市监处罚【 2021 】15 号' },
      { CF_CFJG: '遂宁市安居区工商行政管理局' },
    ]);
    expect(facts.map(({ rowRef }) => rowRef)).toEqual(['R1', 'R3']);
    expect(repeated).toEqual([{ rowRef: 'R2', sameAs: 'R1' }]);
  });

  test.each([
    [{ OP: 'd' }, 'REVOKED'],
    [{ OP: 'U' }, 'VALID'],
  ])('marked %j is %s', (cells, state) => {
    expect(fact('penalties', cells)).toMatchObject({ state });
  });

  test.each([
    [{ OP: 'X' }, 'CODE_UNKNOWN'],
    [{ CF_YXQ: '2022-02-30' }, 'DATE_IMPOSSIBLE'],
    [{ CF_YXQ: '另行通知' }, 'DATE_IMPOSSIBLE'],
    [{ CF_JDRQ: '2026-07-02 00:00:00' }, 'DATE_IN_FUTURE'],
    [{ CF_YXQ: '2020-01-01' }, 'PERIOD_REVERSED'],
    [{ CF_NR_WFFF: '-1' }, 'AMOUNT_UNREADABLE'],
  ])('with %j is rejected as %s', (cells, reason) => {
    expect(read('penalties', [cells]).rejected).toMatchObject([{ reason }]);
  });

  test('without a date is a fact that says so', () => {
    expect(fact('penalties', { CF_JDRQ: '0000-00-00 00:00:00' })).toMatchObject({
      documentOn: null,
      quality: ['DATE_MISSING'],
    });
  });

  test('shows neither numbers nor names of persons in its texts', () => {
    const kept = fact('penalties', {
      BZ: '负责人张某甲身份证510904190001010010',
      CF_NR: '罚款2000元,经办人李某乙,电话13800138000',
    });
    expect(kept).toMatchObject({ amountFen: 200_000 });
    expect(JSON.stringify(kept)).not.toMatch(/张某甲|李某乙|510904190001010010|13800138000/);
  });
});

describe('a licence', () => {
  test.each([
    ['1', 'VALID'],
    ['2', 'ENDED'],
    ['3', 'REVOKED'],
    ['4', 'ENDED'],
  ])('in state %s is %s', (XK_ZT, state) => {
    expect(fact('licences', { XK_ZT })).toMatchObject({ state, validFrom: '2020-03-16', validUntil: '2025-03-15' });
  });

  test('that the department withdrew is void, whatever its state', () => {
    expect(fact('licences', { OP: 'D', CUTREASON: '重复上报' })).toMatchObject({
      state: 'REVOKED',
      fields: { withdrawnBecause: '重复上报' },
    });
  });

  test('in a state outside its table is rejected', () => {
    expect(read('licences', [{ XK_ZT: '9' }]).rejected).toMatchObject([{ reason: 'CODE_UNKNOWN' }]);
  });
});

describe('an entry on a list', () => {
  test.each([null, '', '1900-01-01 00:00:00', '9999-12-31'])('removed on %j is still there, without end', (REMDATE) => {
    expect(fact('abnormalOperations', { REMDATE }, p1)).toMatchObject({
      state: 'VALID',
      validUntil: null,
      openEnded: true,
    });
  });

  test('removed ends on that day, and not before it began', () => {
    expect(fact('abnormalOperations', { REMDATE: '2023-01-09' }, p1)).toMatchObject({
      state: 'ENDED',
      validUntil: '2023-01-09',
      openEnded: false,
    });
    expect(read('abnormalOperations', [{ REMDATE: '2021-01-09' }], p1).rejected).toMatchObject([
      { reason: 'PERIOD_REVERSED' },
    ]);
  });

  test.each([
    [{ YCRQ: '1900-01-01' }, 'VALID', '2026-01-31'],
    [{ YCRQ: '2024-02-01' }, 'ENDED', '2024-02-01'],
    [{ JZRQ: '', YCRQ: null }, 'VALID', null],
  ])('of serious illegality with %j', (cells, state, validUntil) => {
    expect(fact('seriousIllegality', cells, p1)).toMatchObject({ state, validUntil, openEnded: false });
  });

  test('is nobody’s when its two keys mean two organisations', () => {
    const two = read('abnormalOperations', [{ UNISCID: '91510904205990028Y' }], p1);
    expect(two.unlinked).toMatchObject([{ reason: 'KEY_CONFLICT' }]);
  });

  test('with an unreadable code beside a good number is linked, and flagged', () => {
    expect(fact('abnormalOperations', { UNISCID: '9151O904MAXXXX015M' }, p1)).toMatchObject({
      linkedBy: 'INTERNAL_ID',
      quality: ['CREDIT_CODE_INVALID'],
    });
  });
});
