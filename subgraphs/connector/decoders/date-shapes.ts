/** Year, month and day as read; month and day are null where the source gives less. */
export interface DateParts {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

const DAY_MS = 86_400_000;
const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const TIME = /(?:[T ]\s*\d{1,2}[:;时]\d{1,2}(?:[:;分]\d{1,2}(?:\.\d+)?秒?)?)?$/.source;
const shapes: readonly (readonly [RegExp, (match: RegExpExecArray) => DateParts])[] = [
  [/^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/, parts],
  [/^(\d{4})(\d{2})$/, parts],
  [/^(\d{4})年?$/, parts],
  [new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}`), ([, y, , m, d]) => numbers(y, m, d)],
  [/^(\d{4})[-/.](\d{1,2})$/, parts],
  [new RegExp(`^(\\d{4})年(\\d{1,2})月(\\d{1,2})[日号]${TIME}`), parts],
  [/^(\d{4})年(\d{1,2})月$/, parts],
  // Oracle's NLS form: day, month in Chinese, two-digit year.
  [
    /^(\d{1,2})-(\d{1,2})月-(\d{2})$/,
    ([, d, m, y]) => numbers(String(Number(y) + (Number(y) < 50 ? 2000 : 1900)), m, d),
  ],
];

/** The date written in a text or number of any shape of domain.md 7.4; null when it is none of them. */
export function readDateShape(value: string | number): DateParts | null {
  const plain = String(value).normalize('NFKC').trim();
  const stamp = readStamp(plain) ?? readSerial(plain);
  if (stamp !== null) return stamp;
  const zoned = /[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})$/.test(plain)
    ? Date.parse(plain.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
    : Number.NaN;
  if (!Number.isNaN(zoned)) return inShanghai(zoned);
  const digits = chineseDigits(plain).replaceAll(/\s+(?=[年月日-])|(?<=[年月-])\s+/g, '');
  for (const [shape, take] of shapes) {
    const match = shape.exec(digits);
    if (match !== null) return take(match);
  }
  return null;
}

/** Milliseconds since the epoch, at Beijing midnight or noon: the day in Asia/Shanghai. */
function readStamp(plain: string): DateParts | null {
  return /^-?\d{11,15}$/.test(plain) && !/^(19|20)\d{12}$/.test(plain) ? inShanghai(Number(plain)) : null;
}

/** Excel's serial day (1900 system): 43112 is 2018-01-12. Plausible from 1927 to 2099. */
function readSerial(plain: string): DateParts | null {
  if (!/^\d{5}(?:\.\d+)?$/.test(plain)) return null;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(plain)) * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

function inShanghai(ms: number): DateParts | null {
  if (Math.abs(ms) > 8.64e15) return null;
  const [year, month, day] = shanghai.format(ms).split('-');
  return numbers(year, month, day);
}

function parts([, year, month, day]: RegExpExecArray): DateParts {
  return numbers(year, month, day);
}

function numbers(year: string | undefined, month?: string, day?: string): DateParts {
  return {
    year: Number(year),
    month: month === undefined ? null : Number(month),
    day: day === undefined ? null : Number(day),
  };
}

/** 二〇一八年一月十二日 → 2018年1月12日. Text without a Chinese numeral is left alone. */
function chineseDigits(plain: string): string {
  const match =
    /^([〇○零一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十廿卅]{1,3})[日号])?)?$/.exec(
      plain,
    );
  if (match === null) return plain;
  const year = [...match[1]!].map((sign) => Math.max(0, '一二三四五六七八九'.indexOf(sign) + 1)).join('');
  const month = match[2] === undefined ? '' : `${ordinal(match[2])}月`;
  const day = match[3] === undefined ? '' : `${ordinal(match[3])}日`;
  return `${year}年${month}${day}`;
}

function ordinal(signs: string): number {
  const spelled = signs.replace('廿', '二十').replace('卅', '三十');
  const [tens, ones] = spelled.includes('十') ? spelled.split('十') : ['', spelled];
  const digit = (sign: string | undefined) => '一二三四五六七八九'.indexOf(sign ?? '') + 1;
  return (spelled.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 : 0) + (ones === '' ? 0 : digit(ones));
}
