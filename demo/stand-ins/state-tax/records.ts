import { daysAfter, writtenDay } from '../../days.ts';
import type { Random } from '../../random.ts';
import type { Cells } from './catalogues.ts';

const bureau = '国家税务总局遂宁市安居区税务局';

export function ratingCells(today: string, random: Random): Cells {
  // Ratings of a year are made in the April after it.
  const year = Number(today.slice(0, 4)) - (today.slice(5) > '04-25' ? 1 : 2);
  const draw = random.next();
  const grade = draw < 0.12 ? 'A' : draw < 0.62 ? 'B' : draw < 0.86 ? 'M' : draw < 0.95 ? 'C' : 'D';
  return {
    ND: String(year),
    JB: grade,
    PDRQ: writeDay(`${year + 1}-04-20`, random),
    PDWH: `安税信用〔${year + 1}〕1号`,
    SWJG: bureau,
  };
}

/** One announcement may name several taxes. */
export function arrearsCells(today: string, random: Random): Cells[] {
  const on = daysAfter(today, -random.whole(10, 500));
  const number = `安税告〔${on.slice(0, 4)}〕${random.whole(100, 999)}号`;
  const taxes = ['增值税', '企业所得税', '城市维护建设税', '房产税'].slice(0, random.whole(1, 3));
  return taxes.map((tax) => ({
    ZSXM: tax,
    SSQ: random.chance(0.7) ? on.slice(0, 7).replace('-', '') : String(Number(on.slice(0, 4)) - 1),
    QSYE: writeYuan(random.whole(10_000, 90_000_000), random),
    GGRQ: writeDay(on, random),
    GGWH: number,
    SWJG: bureau,
  }));
}

export function nonNormalCells(today: string, random: Random): Cells {
  const on = daysAfter(today, -random.whole(30, 900));
  return {
    RDRQ: writeDay(on, random),
    RDWH: `安税非〔${on.slice(0, 4)}〕${random.whole(100, 999)}号`,
    JCRQ: '',
    SWJG: bureau,
  };
}

export function violationCells(today: string, random: Random): Cells {
  const on = daysAfter(today, -random.whole(60, 1000));
  const from = daysAfter(on, 20);
  const fine = random.whole(1_000_000, 80_000_000);
  return {
    AJXZ: random.pick(['偷税', '虚开增值税专用发票', '骗取出口退税', '逃避追缴欠税']),
    SAJE: writeYuan(fine * random.whole(1, 8), random),
    FKJE: writeYuan(fine, random),
    JDRQ: writeDay(on, random),
    JDWH: `遂税稽罚〔${on.slice(0, 4)}〕${random.whole(100, 999)}号`,
    GBQ: from.replaceAll('-', ''),
    GBZ: daysAfter(from, 3 * 365).replaceAll('-', ''),
    SWJG: bureau,
    BZ: random.chance(0.3) ? '主要违法事实:"三流"不一致,\r\n虚开发票若干份' : '',
  };
}

function writeDay(day: string, random: Random): string {
  return writtenDay(day, 0.4, random);
}

function writeYuan(fen: number, random: Random): string {
  const [whole, rest] = (fen / 100).toFixed(2).split('.');
  return `${random.chance(0.3) ? whole!.replaceAll(/\B(?=(\d{3})+$)/g, ',') : whole}.${rest}`;
}
