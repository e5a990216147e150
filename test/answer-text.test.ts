import { createHash } from 'node:crypto';
import { bodyText, textOf } from '../gateway/answer-text.ts';
import { digestOf } from '../gateway/disclosures/digest-of.ts';

const row = (at: number) => ({ creditCode: `code ${at}`, name: '“甲”\u2028', court: at % 3 === 0 ? null : { at } });
const data = (rows: number) => ({
  organisations: Array.from({ length: rows }, (_, at) => row(at)),
  left: undefined,
  none: null,
  ['__proto__x']: [],
});

describe('the text of an answer', () => {
  test.each([0, 1, 100, 101, 1000])('is the same whether made in parts or not: a list of %i', async (rows) => {
    const text = JSON.stringify(data(rows));
    expect(await textOf(data(rows))).toBe(text);
    const same = data(rows);
    expect(textOf(same)).toBe(textOf(same));
    expect(await digestOf(data(rows))).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test.each([3, 300])('is sent as it was digested, errors and extensions around it: a list of %i', async (rows) => {
    const result = { errors: [{ message: 'm' }], data: data(rows), extensions: { clock: 'demo', none: undefined } };
    await textOf(result.data);
    expect(bodyText(result as never)).toBe(`${JSON.stringify(result)}\n`);
  });

  test('is written where nobody took its digest', () => {
    expect(bodyText({ errors: [] })).toBe('{"errors":[]}\n');
    expect(bodyText({ data: null })).toBe('{"data":null}\n');
    expect(bodyText({ data: { a: 1 } })).toBe('{"data":{"a":1}}\n');
  });
});
