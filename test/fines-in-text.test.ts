import { amountAgainstText } from '../subgraphs/connector/decoders/amount-against-text.ts';
import { wan } from '../subgraphs/connector/decoders/amounts.ts';
import { finesIn } from '../subgraphs/connector/decoders/fines-in-text.ts';

describe('fines in the text of a decision', () => {
  test.each([
    ['1.罚款人民币2000元;2.没收违法所得350.50元。', 200_000],
    ['罚款人民币50000元', 5_000_000],
    ['罚款5万元', 5_000_000],
    ['罚款0.5万元', 500_000],
    ['罚款人民币伍万元整', 5_000_000],
    ['罚款叁仟伍佰元贰角', 350_020],
    ['罚款２０００元', 200_000],
    ['罚款：人民币 2,000.00 元整', 200_000],
    ['罚款￥2000', 200_000],
    ['罚款2000', 200_000],
    ['罚款5千元', 500_000],
    ['处以人民币2,000元的罚款', 200_000],
    ['处2000元罚款,没收违法所得100元', 200_000],
    ['罚款12345.67元', 1_234_567],
  ])('%s', (text, fen) => {
    expect(finesIn(text)).toBe(fen);
  });

  test.each([
    ['1、罚款2000元；2、罚款3000元', 500_000],
    ['罚款2000元,罚款3000元,合计罚款5000元', 500_000],
  ])('several are their sum or their stated total: %s', (text, fen) => {
    expect(finesIn(text)).toBe(fen);
  });

  test.each([
    ['罚款人民币50,000.00元（大写：伍万元整）', 5_000_000],
    ['罚款人民币(大写)伍万元整(小写:50000.00元)', 5_000_000],
  ])('one written twice counts once: %s', (text, fen) => {
    expect(finesIn(text)).toBe(fen);
  });

  test.each([
    ['没收违法所得350.50元罚款2000元', 200_000],
    ['没收违法所得350元、罚款2000元', 200_000],
    ['没收违法所得5000元', null],
    ['罚没款合计2350.50元', null],
  ])('what is confiscated is none: %s', (text, fen) => {
    expect(finesIn(text)).toBe(fen);
  });

  test.each([
    '警告。',
    '罚款约2000元',
    '约2000元罚款',
    '罚款2000元以下',
    '处2000元以上5000元以下罚款',
    '处违法所得一倍罚款',
    '罚款若干',
    '罚款0.001元',
    '警告;逾期不改正的,处2000元罚款',
    '当事人已缴纳罚款2000元',
    '',
  ])('no exact one is imposed: %s', (text) => {
    expect(finesIn(text)).toBeNull();
  });

  test('what follows from not paying, and what a person has to pay, is not the organisation’s', () => {
    expect(finesIn('罚款2000元,逾期不缴纳的,每日按罚款数额的3%加处罚款60元')).toBe(200_000);
    expect(finesIn('对当事人罚款50000元,对法定代表人张某罚款10000元')).toBe(5_000_000);
  });
});

describe('a fine in a column and once more in the text', () => {
  const fine = amountAgainstText(wan('FK'), 'NR');
  test.each([
    ['0.200000', '罚款2000元', { fen: 200_000 }],
    ['0.200000', '警告', { fen: 200_000 }],
    ['0.200000', null, { fen: 200_000 }],
    ['0.000000', '警告', null],
    [null, '没收违法所得100元', null],
    ['2000', '罚款2000元', { fen: null, candidatesFen: [2_000_000_000, 200_000] }],
    ['0.200000', '罚款5000元', { fen: null, candidatesFen: [200_000, 500_000] }],
    ['0', '罚款5000元', { fen: null, candidatesFen: [0, 500_000] }],
    [null, '罚款5000元', { fen: null, candidatesFen: [0, 500_000] }],
  ])('%s beside %s', (FK, NR, reading) => {
    expect(fine.read({ FK, NR })).toEqual(reading);
  });

  test('a column that cannot be read is not mended by the text', () => {
    expect(() => fine.read({ FK: '-0.2', NR: '罚款2000元' })).toThrow('AMOUNT_UNREADABLE');
  });
});
