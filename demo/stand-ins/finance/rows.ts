import { daysAfter, earlier, inChinese } from '../../days.ts';
import type { District } from '../../district.ts';
import { householdOf } from '../../exchange-database/household.ts';
import type { Tables } from '../../exchange-database/row.ts';

/** Shares of organisations with rows in each table. */
const LISTED = 0.002;
const COMPLAINED = 0.01;
const BOOKKEEPERS = 0.02;
const SANCTIONED = 0.004;

const results = ['投诉成立', '部分成立', '驳回', '驳回投诉', '终止', '虚假、恶意投诉'];
const noDate = '0000-00-00';

/** Rows of the district alone. Half-width brackets in names and amounts in two units are this bureau's. */
export function generateTables(district: District): Tables {
  const { random, rowsFor, yesterday } = householdOf(district, 'finance');
  const written = (name: string) => (random.chance(0.5) ? name.replaceAll('（', '(').replaceAll('）', ')') : name);
  return {
    CG_SXMD: rowsFor(LISTED, ({ creditCode, name }, day, at) => ({
      XH: `SX${at}`,
      GYSMC: written(name),
      TYSHXYDM: creditCode,
      XWQX: '提供虚假材料谋取中标',
      CFJG: '一年内禁止参加政府采购活动',
      CFWH: `安财采罚【${day.slice(0, 4)}】${at}号`,
      CFRQ: day,
      GBRQ: earlier(daysAfter(day, 3), yesterday),
      JZRQ: daysAfter(day, 1095),
      ZFDW: '遂宁市安居区财政局',
      ZT: '1',
      YCRQ: noDate,
    })),
    CG_TSCL: rowsFor(COMPLAINED, ({ creditCode, name }, day, at) => ({
      XH: `TS${at}`,
      TSRMC: written(name),
      TYSHXYDM: creditCode,
      XMMC: '办公设备采购',
      CLJG: random.pick(results),
      CLWH: `安财采投〔${day.slice(0, 4)}〕${at}号`,
      CLRQ: inChinese(day),
    })),
    DLJZ: rowsFor(BOOKKEEPERS, ({ creditCode, name }, day, at) => ({
      XH: `DL${at}`,
      JGMC: written(name),
      TYSHXYDM: random.chance(0.8) ? creditCode : '暂无',
      XKZBH: `DLJZ510904${day.slice(0, 4)}${at}`,
      FZRQ: day,
      ZT: '正常',
      ZXRQ: noDate,
    })),
    ZJ_WG: rowsFor(SANCTIONED, ({ creditCode, name }, day, at) => ({
      XH: `WG${at}`,
      DWMC: written(name),
      TYSHXYDM: creditCode,
      WGSX: '未按规定用途使用补助资金',
      CFZL: random.pick(['警告', '警告;罚款', '追回资金']),
      FKJE: random.pick(['0', '20,000.00', '3万元']),
      SJJE: (random.whole(10, 900) / 10).toFixed(1),
      JDWH: `安财监〔${day.slice(0, 4)}〕${at}号`,
      JDRQ: day,
      CXBZ: random.chance(0.95) ? '否' : '是',
    })),
  };
}
