import { atTheEdge } from '../subgraphs/connector/edge.ts';
import { maskFreeText } from '../subgraphs/connector/mask-free-text.ts';

const set = {
  ref: 'ID',
  subject: { creditCode: ['CODE'], organisationCode: ['ORG'], name: 'NAME', personalNumbers: ['SFZH'] },
  personal: ['FDDBR'],
};

describe('at the edge, before anything is kept', () => {
  test('personal columns are gone', () => {
    expect(
      atTheEdge({ ID: '1', SFZH: '510904190001010010', FDDBR: '张某甲', CODE: '91510904MAXXXX015M' }, set),
    ).toEqual({ ID: '1', CODE: '91510904MAXXXX015M' });
  });

  test('a person’s number in a column for an organisation’s key does not pass', () => {
    expect(atTheEdge({ ORG: '510904190001010020' }, set)).toEqual({ ORG: null });
  });

  test('a name that stands in the row’s own personal column is masked in its text too', () => {
    expect(atTheEdge({ FDDBR: '张某甲', BZ: '由张某甲签收' }, set)).toEqual({ BZ: '由***签收' });
  });

  test.each([
    [
      '经办人李某乙身份证510904190001010020,旧证510904000101001',
      '经办人***身份证******************,旧证***************',
    ],
    ['法人张某甲510904190001010010', '法人*********************'.padEnd(2 + 3 + 18, '*')],
    ['法定代表人张某甲已被限制出境', '法定代表人***已被限制出境'],
    ['联系人:王某丙,电话13800001234', '联系人:***,电话***********'],
    ['王某丙(510904190001010030)', '***(******************)'],
    ['联系人 王某丙 510904190001010030', '联系人 *** ******************'],
    ['证号510904\u00a019000101\u00a00010', '证号********************'],
    ['5109041900××××0010', '**********××××****'],
    ['510904 900101 001', '*****************'],
    ['５１０９０４１９０００１０１００２０', '******************'],
  ])('%s keeps nothing of a person', (written, kept) => {
    expect(maskFreeText(written)).toBe(kept);
  });

  test.each([
    '与915109042059900797合署食堂',
    '注册号510904000001014',
    '案由:买卖合同纠纷 A&B<担保>',
    '法定代表人变更',
    '(2022)川0904执恢54号',
    '2018年1月12日 罚款2000元',
  ])('%s survives', (written) => {
    expect(maskFreeText(written)).toBe(written);
  });
});
