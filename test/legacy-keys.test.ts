import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  isPersonalNumber,
  maskPersonalNumbers,
  readOrganisationCode,
  readRegistrationNumber,
  readTaxNumber,
} from '../schema/legacy-keys.ts';
import { hasIdentityCheck, isRegistrationNumber, organisationCodeCheck } from '../schema/check-digits.ts';

const absent = [
  null,
  undefined,
  '',
  '  ',
  '\u3000',
  '/',
  '-',
  '—',
  '暂无',
  '无',
  'NULL',
  'null',
  '\\N',
  '[]号',
  '000000000',
  '000000000000000',
  '000000000000000000',
  '00000000000000000X',
  '913302******61427B',
  '7421＊＊＊＊3',
];

describe('an organisation code', () => {
  test.each([
    ['74218321-3', '742183213'],
    ['742183213', '742183213'],
    ['20599001-x', '20599001X'],
    ['MAXXXX01 5', 'MAXXXX015'],
    ['ＭＡＸＸＸＸ０１－５', 'MAXXXX015'],
    [742183213, '742183213'],
  ])('%s is %s', (written, value) => {
    expect(readOrganisationCode(written)).toEqual({ state: 'good', value });
  });

  test.each([['1616173'], ['742183214'], ['MAXXXX014'], ['510904190001010010'], [7.42e20], [{}]])(
    '%s is none',
    (written) => {
      const reading = readOrganisationCode(written);
      expect(reading).toMatchObject({ state: 'bad', why: expect.stringMatching(/\.$/) as string });
      expect(JSON.stringify(reading)).not.toContain(JSON.stringify(written).replaceAll('"', ''));
    },
  );

  test('every body has exactly one right check character', () => {
    const body = fc.string({
      unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')),
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        body.filter((first8) => first8 !== '00000000'),
        (first8) => {
          const good = Array.from('0123456789X').filter(
            (check) => readOrganisationCode(first8 + check).state === 'good',
          );
          expect(good).toEqual([organisationCodeCheck(first8)]);
        },
      ),
    );
  });
});

describe('a registration number', () => {
  test.each([
    ['510904000000011'],
    ['510904600000012'],
    ['330203000030639'],
    ['510904000001014'],
    [' 510904600000115 '],
  ])('%s is good', (written) => {
    expect(readRegistrationNumber(written)).toEqual({ state: 'good', value: written.trim() });
  });

  test('one from a number cell is the same', () => {
    expect(readRegistrationNumber(510904000001014)).toEqual({ state: 'good', value: '510904000001014' });
  });

  test.each([
    ['510904000001015'],
    ['5109040000010'],
    ['企独川遂总字第000012号'],
    ['91510904MAXXXX015M'],
    ['510904000101001'],
  ])('%s is none', (written) => {
    expect(readRegistrationNumber(written).state).toBe('bad');
  });
});

describe('a taxpayer number', () => {
  test.each([
    ['91510904MAXXXX015M', { state: 'good', creditCode: '91510904MAXXXX015M' }],
    ['91510904205990044L ', { state: 'good', creditCode: '91510904205990044L' }],
    ['51090420599001X', { state: 'good', organisationCode: '20599001X' }],
    ['510900205990052', { state: 'good', organisationCode: '205990052' }],
    ['510904MAXXXX015', { state: 'good', organisationCode: 'MAXXXX015' }],
    ['51090419000101004001', { state: 'personal' }],
    ['51090419900101001X01', { state: 'personal' }],
    ['51090400010100101', { state: 'personal' }],
    ['510904190001010010', { state: 'personal' }],
    ['510904000101001', { state: 'personal' }],
    [Number('51090419000101005001'), { state: 'personal' }],
  ])('%s is read as what it is', (written, reading) => {
    expect(readTaxNumber(written)).toEqual(reading);
  });

  test.each([['91510904MAXXXX015N'], ['510904205990029'], ['10115109000000000101'], ['123'], ['510904000001014']])(
    '%s is none',
    (written) => {
      expect(readTaxNumber(written).state).toBe('bad');
    },
  );
});

test.each(absent.map((written) => [written]))('%j is no key, and no mistake either', (written) => {
  for (const read of [readOrganisationCode, readRegistrationNumber, readTaxNumber]) {
    expect(read(written)).toEqual({ state: 'absent' });
  }
});

describe('a personal number', () => {
  test.each([
    ['510904190001010010'],
    ['510904000101001'],
    ['5109041900****0010'],
    ['５１０９０４１９０００１０１００１０'],
    ['51090419900101001x'],
    ['510904********0010'],
    ['5109***********0010'.slice(0, 18)],
    ['510904*****1001'],
    [' 510904 19000101 0010 '],
    [510904000101001],
    ['110101200002290011'],
  ])('%s is one', (written) => {
    expect(isPersonalNumber(written)).toBe(true);
  });

  test.each<[string | null, string]>([
    ['915109042059900797', 'a credit code'],
    ['510904000001014', 'a registration number'],
    ['913302******61427B', 'a masked credit code'],
    ['510904199002300010', '30 February'],
    ['510904199013010010', 'month 13'],
    ['510904180001010010', 'the year 1800'],
    ['010904190001010010', 'no region'],
    ['20199001010010'.padEnd(18, '0'), 'a serial number that starts with a year'],
    ['******************', 'nothing but a mask'],
    ['913302********0010', 'a masked code of market regulation'],
    ['', 'nothing'],
    [null, 'nothing'],
    ['20599001-X', 'an organisation code'],
    ['5109040001001', 'an internal number'],
  ])('%s is none: %s', (written) => {
    expect(isPersonalNumber(written)).toBe(false);
  });
});

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), 'utf8');

describe('free text', () => {
  test.each([
    [
      '经办人李某乙身份证510904190001010020,旧证510904000101001',
      '经办人李某乙身份证******************,旧证***************',
    ],
    ['法人张某甲510904190001010010', '法人张某甲******************'],
    ['号码５１０９０４１９０００１０１００１０。', '号码******************。'],
    ['证号51090419900101001x,见附件', '证号******************,见附件'],
    ['纳税人51090419000101004001停业', '纳税人********************停业'],
    ['纳税人51090400010100101停业', '纳税人*****************停业'],
    ['被执行人5109041900****0010', '被执行人******************'],
    ['**510904190001010010**', '**********************'],
    ['510904190001010010', '******************'],
    ['5109041900010100102019年', '******************2019年'],
    ['51090419000101001013800000000', '*****************************'],
    ['身份证 510904 19000101 0010', '身份证 ********************'],
    ['5109 0419 0001 0100 10', '**********************'],
    ['电话13800000000或+86 138-0000-0000', '电话***********或+****************'],
    ['身份证号码：510904199002300010', '身份证号码：******************'],
    ['a\u{20000}510904190001010010b', 'a\u{20000}******************b'],
  ])('%s: the numbers of persons are gone, the length stays', (text, masked) => {
    const result = maskPersonalNumbers(text);
    expect(result).toBe(masked);
    expect(result).toHaveLength(text.length);
  });

  test.each([
    '与915109042059900797合署食堂',
    '排污许可证915109042059900797001P',
    'USCC91510904205990028Y',
    '注册号510904000001014',
    '证件号码:510904000001014',
    '安环罚〔2021〕3号,2021-03-04至2024-03-04',
    '20260701101500123',
    '202607190512301234',
    '于20260701决定',
    '涉案13800000000元,约13800000000.50',
    '1609430400000',
    '10115109000000000101',
    '许可证JY25109040000011',
    '登记号510904000080810085B2EB5DBB2F',
    '',
    '　无 ',
  ])('%s stays as it is', (text) => {
    expect(maskPersonalNumbers(text)).toBe(text);
  });

  test('fifteen digits that could be both stay as a registration number, unless the words before say identity card', () => {
    const both = Array.from({ length: 10 }, (_, digit) => `51090480010112${digit}`).find(isRegistrationNumber) ?? '';
    expect(maskPersonalNumbers(`营业执照${both}`)).toBe(`营业执照${both}`);
    expect(maskPersonalNumbers(`身份证号:${both}`)).toBe(`身份证号:${'*'.repeat(15)}`);
    expect(maskPersonalNumbers(`身份证遗失。营业执照${both}`)).toContain(both);
  });

  test('masking keeps the length, and only ever puts asterisks', () => {
    const parts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('510904190001010010', '915109042059900797', '13800000000', '＊', 'X', '身份证', '-', ' '),
      fc.stringMatching(/^[0-9]{1,22}$/),
    );
    fc.assert(
      fc.property(fc.array(parts), (texts) => {
        const text = texts.join('');
        const masked = maskPersonalNumbers(text);
        expect(masked).toHaveLength(text.length);
        for (let at = 0; at < text.length; at += 1) expect(['*', text[at]]).toContain(masked[at]);
      }),
    );
  });

  test('no identity number survives between words, not even one that passes both checks of a credit code', () => {
    const region = fc.integer({ min: 110_000, max: 659_999 }).filter((number) => !/^(19|20)/.test(String(number)));
    const born = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    const number = fc.tuple(region, born, fc.integer({ min: 100, max: 999 })).map(([place, date, order]) => {
      const first17 = `${place}${date.toISOString().slice(0, 10).replaceAll('-', '')}${order}`;
      return first17 + Array.from('0123456789X').find((check) => hasIdentityCheck(first17 + check));
    });
    fc.assert(
      fc.property(number, (one) => {
        expect(isPersonalNumber(one)).toBe(true);
        expect(maskPersonalNumbers(`当事人${one}在场`)).toBe(`当事人${'*'.repeat(18)}在场`);
      }),
      { numRuns: 2000 },
    );
  });

  test('a text of nothing but digits is read to its end', () => {
    expect(maskPersonalNumbers('510904190001010010'.repeat(10_000))).toBe('*'.repeat(180_000));
  });

  test('no key of the 43 fictional organisations is hurt', () => {
    const register = read('../demo/organisations.csv');
    expect(maskPersonalNumbers(register)).toBe(register);
  });
});
