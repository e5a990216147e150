/** The tables of 2018 as a receiver checks them, written down apart from the code that writes them: name, form, length. */
type Rule = readonly [
  name: string,
  form: 'text' | 'date' | 'wan' | 'code' | 'empty',
  length: number,
  required?: boolean,
];

const party = (own: string, prefix: string): Rule[] => [
  [`${prefix}_MC`, 'text', 200, true],
  [`${prefix}_LB`, 'text', 16, true],
  [`${prefix}_SHXYM`, 'code', 18, true],
  [`${prefix}_GSZC`, 'text', 50],
  [`${prefix}_ZZJG`, 'text', 9],
  [`${prefix}_SWDJ`, 'text', 15],
  [`${prefix}_SYDW`, 'text', 12],
  [`${prefix}_SHZZ`, 'text', 50],
  [`${own}_FRDB`, 'empty', 50],
  [`${own}_FR_ZJLX`, 'empty', 64],
  [`${own}_FR_ZJHM`, 'empty', 64],
  [`${prefix}_ZJLX`, 'empty', 64],
  [`${prefix}_ZJHM`, 'empty', 64],
];

export const licenceRules: readonly Rule[] = [
  ...party('XK', 'XK_XDR'),
  ['XK_XKWS', 'text', 64, true],
  ['XK_WSH', 'text', 64, true],
  ['XK_XKLB', 'text', 256, true],
  ['XK_XKZS', 'text', 64],
  ['XK_XKBH', 'text', 64],
  ['XK_NR', 'text', 4000, true],
  ['XK_JDRQ', 'date', 10, true],
  ['XK_YXQZ', 'date', 10, true],
  ['XK_YXQZI', 'date', 10, true],
  ['XK_XKJG', 'text', 200, true],
  ['XK_XKJGDM', 'code', 18, true],
  ['XK_ZT', 'text', 1, true],
  ['XK_LYDW', 'text', 200, true],
  ['XK_LYDWDM', 'code', 18, true],
  ['BZ', 'text', 512],
];

export const penaltyRules: readonly Rule[] = [
  ...party('CF', 'CF_XDR'),
  ['CF_WSH', 'text', 128, true],
  ['CF_WFXW', 'text', 4000, true],
  ['CF_SY', 'text', 4000, true],
  ['CF_YJ', 'text', 4000, true],
  ['CF_CFLB', 'text', 100, true],
  ['CF_NR', 'text', 4000, true],
  ['CF_NR_FK', 'wan', 19],
  ['CF_NR_WFFF', 'wan', 19],
  ['CF_NR_ZKDX', 'text', 200],
  ['CF_JDRQ', 'date', 10, true],
  ['CF_YXQ', 'date', 10],
  ['CF_GSJZQ', 'date', 10, true],
  ['CF_CFJG', 'text', 200, true],
  ['CF_CFJGDM', 'code', 18, true],
  ['CF_SJLY', 'text', 200, true],
  ['CF_SJLYDM', 'code', 18, true],
  ['BZ', 'text', 512],
];

const forms = {
  text: /^[\s\S]*$/,
  date: /^\d{4}\/(0[1-9]|1[0-2])\/(0[1-9]|[12]\d|3[01])$/,
  wan: /^(0|[1-9]\d*)\.\d{6}$/,
  code: /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/,
  empty: /^$/,
};

/** Everything by which a table breaks its rules. */
export function breaches(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  rules: readonly Rule[],
): string[] {
  const names = rules.map(([name]) => name);
  if (header.join() !== names.join()) return [`the columns are ${header.join()}`];
  return rows.flatMap((row, at) =>
    rules.flatMap(([name, form, length, required], column) => {
      const cell = row[column] ?? '';
      const where = `row ${at + 1}, ${name}`;
      if (cell === '') return required === true ? [`${where} is missing`] : [];
      return [
        ...(forms[form].test(cell) ? [] : [`${where} is ${cell}`]),
        ...([...cell].length <= length ? [] : [`${where} is too long`]),
      ];
    }),
  );
}
