import { openDistrict, type TestDistrict } from './support/district.ts';

const query = `query ($code: CreditCode!) { organisation(creditCode: $code) {
  statements { fact conflict statements { value department standing } } } }`;

const connected = [
  'civil-affairs',
  'culture-broadcasting',
  'food-drug',
  'health',
  'market-regulation',
  'public-security',
];

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict({ connected });
}, 120_000);
afterAll(() => district[Symbol.asyncDispose]());

interface About {
  readonly fact: string;
  readonly conflict: string;
  readonly statements: readonly { readonly value: string; readonly department: string; readonly standing: string }[];
}

async function stated(code: string, fact: string): Promise<About> {
  const { data, errors } = await district.ask(query, { code });
  expect(errors).toEqual([]);
  const { statements } = data!['organisation'] as unknown as { statements: About[] };
  return statements.find((one) => one.fact === fact)!;
}

test('an address that a licence has differently stands beside the registered one; one that is only shortened agrees', async () => {
  expect(await stated('91510904MAXXXX2340', 'ADDRESS')).toEqual({
    fact: 'ADDRESS',
    conflict: 'CONFLICT',
    statements: [
      {
        value: '四川省遂宁市安居区样例镇样例大道18号样例大厦3楼',
        department: 'market-regulation',
        standing: 'AUTHORITATIVE',
      },
      { value: '遂宁市船山区样例东路88号', department: 'culture-broadcasting', standing: 'DIFFERS' },
      { value: '样例镇样例大道１８号样例大厦三楼', department: 'culture-broadcasting', standing: 'SAME' },
    ],
  });
});

test.each([
  ['91510904MAXXXX2265', 'food-drug', '安居区样例镇食品园路５号'],
  ['91510904MAXXXX189Y', 'public-security', '安居区样例镇物华街３号２层'],
])('%s is at one address, also in the words of %s', async (code, department, value) => {
  const { conflict, statements } = await stated(code, 'ADDRESS');
  expect(conflict).not.toBe('CONFLICT');
  expect(statements).toEqual([
    expect.objectContaining({ department: 'market-regulation', standing: 'AUTHORITATIVE' }),
    { value, department, standing: 'SAME' },
  ]);
});

test('the register of social organisations vouches for address, status and day of what it registers', async () => {
  const code = '52510904MJXXXX069Q';
  expect(await stated(code, 'ADDRESS')).toMatchObject({
    statements: [
      { department: 'civil-affairs', standing: 'AUTHORITATIVE', value: '四川省遂宁市安居区示范乡样例村2组' },
      { department: 'health', standing: 'SAME', value: '安居区示范乡样例村２组' },
    ],
  });
  for (const [fact, value] of [
    ['STATUS', '停止活动'],
    ['ESTABLISHED_ON', '2018-09-25'],
  ])
    expect(await stated(code, fact!)).toMatchObject({
      statements: [{ department: 'civil-affairs', standing: 'AUTHORITATIVE', value }],
    });
});

test('where no register that vouches is connected, an address is shown unconfirmed', async () => {
  expect(await stated('12510904459999022C', 'ADDRESS')).toMatchObject({
    statements: [
      { department: 'health', standing: 'UNCONFIRMED' },
      { department: 'public-security', standing: 'UNCONFIRMED' },
    ],
  });
});

test('of a household no address is stated, though its register has one', async () => {
  expect(await stated('92510904MAXXXX023D', 'ADDRESS')).toMatchObject({ conflict: 'UNDETERMINED', statements: [] });
  const { data } = await district.ask(
    `query ($code: CreditCode!) { organisation(creditCode: $code) { marketRegulation { registrations { name address } } } }`,
    { code: '92510904MAXXXX023D' },
  );
  expect(data!['organisation']).toEqual({
    marketRegulation: { registrations: [{ name: '安居区样例老街面馆', address: null }] },
  });
});
