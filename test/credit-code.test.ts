import fc from 'fast-check';
import { checkCharacter, organisationCodeOf, parseCreditCode, readCreditCode } from '../schema/credit-code.ts';
import { isOrganisationCode, organisationCodeCheck } from '../schema/check-digits.ts';
import { registries } from '../schema/credit-code-registries.ts';
import { CreditCodeInvalid } from '../schema/errors.ts';

const alphabet = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');
const letters = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

const codes: [code: string, category: string, department: string | null][] = [
  ['91510904MAXXXX015M', '企业', 'market-regulation'],
  ['9151090420599001XY', '企业', 'market-regulation'],
  ['92510904MAXXXX023D', '个体工商户', 'market-regulation'],
  ['93510904MAXXXX0315', '农民专业合作社', 'market-regulation'],
  ['5151090450999903X1', '社会团体', 'civil-affairs'],
  ['52510904MJXXXX0421', '民办非企业单位', 'civil-affairs'],
  ['54510904MEXXXX052K', '基层群众性自治组织', 'civil-affairs'],
  ['11510904008888016B', '机关', null],
  ['12510904459999022C', '事业单位', null],
  ['81510904MCXXXX063R', '基层工会', null],
  ['31510000MDXXXX0750', '律师执业机构', 'justice'],
  ['N2510904MFXXXX0807', '村级集体经济组织', null],
];

const seenInPublicFiles = [
  '9144030071526726XG',
  '914403001922038216',
  '91350100M000100Y43',
  '91330282L07196379D',
  '91230500MA1B3N1N2M',
  '9133021272513935X8',
  '1133022500296433XT',
  '12330227419611791H',
];

const faultOf = (input: unknown) => {
  const outcome = readCreditCode(input);
  return outcome.ok ? null : outcome.fault;
};

const errorOf = (input: unknown): CreditCodeInvalid => {
  try {
    parseCreditCode(input);
  } catch (error) {
    if (error instanceof CreditCodeInvalid) return error;
    throw error;
  }
  throw new Error('The code was accepted.');
};

describe('a valid code', () => {
  test.each(codes)('%s is read with its kind %s and its registry', (code, category, department) => {
    const parsed = parseCreditCode(code);
    expect(parsed).toMatchObject({ code, quality: [], category: { name: category }, registry: { department } });
    expect(parsed.registry.code + parsed.category?.code).toBe(code.slice(0, 2));
  });

  test.each(seenInPublicFiles)('%s, seen in public files, is read without remark', (code) => {
    expect(parseCreditCode(code)).toMatchObject({ code, quality: [] });
  });

  test('the last character is computed as GB 32100 has it, J being 18', () => {
    for (const code of [...codes.map(([code]) => code), ...seenInPublicFiles]) {
      expect(checkCharacter(code.slice(0, 17))).toBe(code.slice(17));
    }
  });

  test('the organisation code inside is places 9 to 17, its check counts J as 19 and X as 33', () => {
    const inner = {
      '91510904MAXXXX015M': '5',
      '52510904MJXXXX0421': '2',
      '31510000MDXXXX0750': '5',
      N2510904MFXXXX0807: '0',
    };
    for (const [code, digit] of Object.entries(inner)) {
      const organisationCode = organisationCodeOf(parseCreditCode(code).code);
      expect(organisationCode).toBe(code.slice(8, 17));
      expect(organisationCodeCheck(organisationCode.slice(0, 8))).toBe(digit);
    }
    expect(organisationCodeCheck('L0719637')).toBe('9');
    expect(organisationCodeCheck('MA1B3N1N')).toBe('2');
  });

  test('an authority without kinds of organisation has no category', () => {
    const first17 = 'Y1510904MAXXXX015';
    expect(parseCreditCode(first17 + checkCharacter(first17)).category).toBeNull();
  });

  test.each([
    ['lower case', '12331082472660525j', '12331082472660525J'],
    ['full-width digits', '９１510904MAXXXX015M', '91510904MAXXXX015M'],
    ['trailing blanks of a CHAR column', '91510904MAXXXX015M  ', '91510904MAXXXX015M'],
    ['a hyphen', '91510904-MAXXXX015M', '91510904MAXXXX015M'],
    ['a dash', '91510904–MAXXXX01–5M', '91510904MAXXXX015M'],
    ['ideographic and zero-width blanks', '\u300091510904\u200bMAXXXX015M\ufeff', '91510904MAXXXX015M'],
    ['line ends and tabs', '91510904\tMAXXXX015M\r\n', '91510904MAXXXX015M'],
  ])('%s make no difference', (_, written, code) => {
    expect(parseCreditCode(written)).toMatchObject({ code, quality: [] });
  });

  test('a wrong inner check is accepted and marked when the outer one is right', () => {
    expect(parseCreditCode('91510904MAXXXX014J').quality).toEqual(['INNER_CHECK']);
  });
});

describe('anything else is refused', () => {
  test.each<[string, unknown, string]>([
    ['wrong check character', '91510904MAXXXX015N', 'CHECK_DIGIT'],
    ['masked, as seen in real data', '913101******61427B', 'MASKED'],
    ['masked in full width', '913101＊＊＊＊＊＊61427B', 'MASKED'],
    ['a placeholder that fails its check', '00000000000000000X', 'PLACEHOLDER'],
    ['eighteen zeros, which pass both checks', '000000000000000000', 'REGISTRY'],
    ['zeros of another length', '000000000', 'PLACEHOLDER'],
    ['seventeen characters', '91510904MAXXXX015', 'LENGTH'],
    ['nineteen characters', '91510904MAXXXX015M0', 'LENGTH'],
    ['scientific notation', '9.1511E+17', 'SCIENTIFIC_NOTATION'],
    ['scientific notation of eighteen characters', '9.151090420599E+17', 'SCIENTIFIC_NOTATION'],
    ['a number', Number('915109042059900797'), 'SCIENTIFIC_NOTATION'],
    ['a registration number', '510904000001014', 'LEGACY_KEY'],
    ['an old taxpayer number', '51090420599001X', 'LEGACY_KEY'],
    ['an unknown authority', 'B1510904MAXXXX015M', 'REGISTRY'],
    ['an unknown kind of organisation', '94510904MAXXXX015M', 'CATEGORY'],
    ['letters in the region', '9151A904MAXXXX015M', 'REGION'],
    ['Chinese text', '统一社会信用代码统一社会信用代码统一', 'CHARACTER'],
    ['nothing', null, 'EMPTY'],
    ['undefined', undefined, 'EMPTY'],
    ['blanks', ' \u3000', 'EMPTY'],
    ['something that is no text', { code: '91510904MAXXXX015M' }, 'CHARACTER'],
    ...['/', '-', '暂无', '无', 'NULL', '\\N', '[]号', '〔〕号', 'null'].map((sign): [string, unknown, string] => [
      `the sign ${sign}`,
      sign,
      'PLACEHOLDER',
    ]),
  ])('%s', (_, input, reason) => {
    expect(faultOf(input)).toMatchObject({ reason, suggestion: null });
  });

  test('an identity number that passes the outer check alone, as one in 31 does, is not taken for a code', () => {
    const byChance = Array.from({ length: 300 }, (_, at) => `5109041900010${10_000 + at}`).filter(
      (number) => checkCharacter(number.slice(0, 17)) === number.slice(17) && !isOrganisationCode(number.slice(8, 17)),
    );
    expect(byChance.length).toBeGreaterThan(3);
    for (const number of byChance) expect(faultOf(number)?.reason).toBe('CHECK_DIGIT');
  });

  test.each([
    ['O for 0', '9151O904MAXXXX015M', 'The letter O at place 5 is not used in credit codes.'],
    ['S for 5', '91510904MAXXXX01SM', 'The letter S at place 17 is not used in credit codes.'],
    ['several at once', '9I5IO9O4MAXXXXOISM', 'The letter I at place 2 is not used in credit codes.'],
  ])('%s: says where, and which code was meant', (_, input, message) => {
    const error = errorOf(input);
    expect(error).toMatchObject({ message, facts: { reason: 'CHARACTER', suggestion: '91510904MAXXXX015M', input } });
    expect(error.remedy).toContain('91510904MAXXXX015M');
  });

  test('nothing is suggested when the repaired code would fail a check', () => {
    expect(errorOf('9151O904MAXXXX015N').facts).toMatchObject({ reason: 'CHARACTER', suggestion: null });
    expect(errorOf('9151O904MAXXXX014J').facts).toMatchObject({ reason: 'CHARACTER', suggestion: null });
    expect(errorOf('VVVVVVVVVVVVVVVVVV').facts).toMatchObject({ reason: 'CHARACTER', suggestion: null });
  });

  test('an error repeats at most 40 characters, and never a personal number', () => {
    expect(errorOf('9'.repeat(500)).facts['input']).toBe('9'.repeat(40));
    for (const personal of [
      '510904190001010010',
      '张某甲 5109041900０1010010',
      '510904000101001',
      '5109041900****0010',
    ]) {
      expect(errorOf(personal).facts).not.toHaveProperty('input');
      expect(JSON.stringify(errorOf(personal))).not.toContain('19000101');
    }
  });

  test('reading never throws, and every message is a sentence that does not repeat the value', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true }), (input) => {
        const fault = faultOf(input);
        if (fault !== null) expect(fault.message).toMatch(/^[A-Z][\x20-\x7e]+\.$/);
      }),
    );
  });
});

const kinds = [...registries].flatMap(([code, { categories }]) => Object.keys(categories).map((kind) => code + kind));
const digits = fc.string({ unit: fc.constantFrom(...alphabet.slice(0, 10)), minLength: 6, maxLength: 6 });
const body = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 8, maxLength: 8 });
/** Any code that an authority could give out. */
const anyCode = fc.tuple(fc.constantFrom(...kinds), digits, body).map(([kind, region, first8]) => {
  const first17 = kind + region + first8 + organisationCodeCheck(first8);
  return first17 + checkCharacter(first17);
});

describe('the checks', () => {
  test('accept every code that an authority could give out', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(readCreditCode(code)).toMatchObject({ ok: true, value: { code, quality: [] } });
        expect(organisationCodeOf(parseCreditCode(code).code)).toBe(code.slice(8, 17));
      }),
    );
  });

  test('refuse every substitution of a single character', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let at = 0; at < 18; at += 1) {
          for (const other of letters.filter((letter) => letter !== code[at])) {
            if (readCreditCode(code.slice(0, at) + other + code.slice(at + 1)).ok)
              throw new Error(`${code} ${at} ${other}`);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  test('the two checks count J and every later letter differently', () => {
    // Alone at place 9 a letter has the outer weight 20 and the inner weight 3.
    const outer = (letter: string) => (31 - alphabet.indexOf(checkCharacter(`00000000${letter}00000000`))) % 31;
    expect([outer('H'), outer('J')]).toEqual([(17 * 20) % 31, (18 * 20) % 31]);
    expect(organisationCodeCheck('J0000000')).toBe(String(11 - ((19 * 3) % 11)));
  });

  test('a check character is computed from 17 permitted characters only', () => {
    expect(() => checkCharacter('91510904MAXXXX01')).toThrow(RangeError);
    expect(() => checkCharacter('9151O904MAXXXX015')).toThrow(RangeError);
  });
});
