import type { DemoOrganisation, District } from '../../district.ts';
import { createRandom, type Random } from '../../random.ts';
import type { Row } from '../../dbf-bytes.ts';

/** Shares of organisations with a record, and of the defects that these files are known for. */
const LICENSED = 0.07;
const INSPECTED = 0.1;
const FAILED = 0.12;
const NO_CODE = 0.02;
const SHORT_CODE = 0.005;
const STRUCK_OUT = 0.02;
const IMPOSSIBLE_DATE = 0.004;
const NUMBER_IN_REMARK = 0.03;

const DAY_MS = 86_400_000;
/** The bureau began these files in 2010 and was dissolved at the end of 2018. */
const FIRST = Date.parse('2010-03-01');
const LAST = Date.parse('2018-11-30');

const bureau = '遂宁市安居区质量技术监督局';
const laboratory = '安居区样例产品质量检验所';
// The longest one is cut by its field in the middle of a character.
const products = ['水泥', '危险化学品', '食品用塑料包装', '电线电缆', '砂轮', '钢筋混凝土用热轧钢筋(HRB400)及其它盘卷'];
const goods = ['酱油', '陈醋', '红橙', '挂面', '菜籽油', '复合肥料', '烧结普通砖', '儿童服装'];
const faults = ['氨基酸态氮', '总酸', '标签', '抗压强度', '甲醛含量', '总养分、缩二脲'];
// Fictional, like the numbers in the interface's own samples: they fail their check.
const persons = ['张某甲', '李某乙', '王某丙', '赵某丁'];
const numbers = ['510904190001010010', '510904190001010020'];

/** Licences of the generated organisations that were there in the bureau's time. */
export function licenceRows({ organisations, seed }: District): Row[] {
  const random = createRandom(seed, 'quality-supervision licences');
  return organisations
    .filter((one) => isOfThatTime(one) && one.kind === '企业' && random.chance(LICENSED))
    .map((organisation, index) => {
      const from = dayBetween(organisation.establishedOn, random);
      const person = random.pick(persons);
      return row(random, 'FZRQ', {
        ...subjectCells(organisation, random, from),
        ZSBH: `XK${two(random.whole(1, 28))}-001-${String(10_000 + index)}`,
        CPMC: random.pick(products),
        FZRQ: plain(from),
        YXQZ: random.chance(0.03) ? '长期' : plain(from + 5 * 365 * DAY_MS),
        FZJG: bureau,
        ZT: random.chance(0.92) ? '1' : random.pick(['2', '3', '4']),
        FDDBR: random.chance(0.7) ? person : '',
        BZ: random.chance(NUMBER_IN_REMARK) ? `法人${person}身份证${random.pick(numbers)}` : '',
      });
    });
}

/** Results of inspections: few fail, and not all of these are fined. */
export function inspectionRows({ organisations, seed }: District): Row[] {
  const random = createRandom(seed, 'quality-supervision inspections');
  return organisations
    .filter((one) => isOfThatTime(one) && one.creditCode.startsWith('9') && random.chance(INSPECTED))
    .map((organisation, index) => {
      const on = dayBetween(organisation.establishedOn, random);
      const failed = random.chance(FAILED);
      return row(random, 'CCRQ', {
        ...subjectCells(organisation, random, on),
        BGBH: `(${plain(on).slice(0, 4)})SJ-W${1000 + index}`,
        CPMC: random.pick(goods),
        CCRQ: random.chance(0.01) ? '' : plain(on),
        JG: failed ? '不合格' : '合格',
        BHGXM: failed ? random.pick(faults) : '',
        FKJE: failed && random.chance(0.5) ? `${random.whole(5, 200)}00.${random.pick(['00', '50'])}` : '',
        JYJG: laboratory,
      });
    });
}

function isOfThatTime({ establishedOn, generated }: DemoOrganisation): boolean {
  return generated && Date.parse(establishedOn) < LAST - 30 * DAY_MS;
}

function subjectCells({ creditCode, name, organisationCode }: DemoOrganisation, random: Random, atMs: number) {
  const hyphened = `${organisationCode.slice(0, 8)}-${organisationCode.slice(8)}`;
  const old = random.chance(0.5) ? hyphened : organisationCode;
  const code = plain(atMs) >= '20160101' && random.chance(0.4) ? creditCode : old;
  const given = random.chance(NO_CODE) ? '' : random.chance(SHORT_CODE) ? organisationCode.slice(0, 7) : code;
  return { QYMC: name, JGDM: given };
}

function row(random: Random, dateField: string, cells: Record<string, string>): Row {
  const impossible = random.chance(IMPOSSIBLE_DATE) ? { [dateField]: '20170231' } : {};
  return { deleted: random.chance(STRUCK_OUT), cells: { ...cells, ...impossible } };
}

/** A moment between the organisation's foundation, or the beginning of the files, and their end. */
function dayBetween(establishedOn: string, random: Random): number {
  const from = Math.max(FIRST, Date.parse(establishedOn) + 20 * DAY_MS);
  return from + random.whole(0, Math.floor((LAST - from) / DAY_MS)) * DAY_MS;
}

function plain(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
