import type { Service } from './environment.ts';

type Cells = Record<string, unknown>;

const whole = { DWMC: '遂宁市样例青禾粮油有限公司', TYSHXYDM: '91510904MAXXXX015M', ZZJGDM: '' };
const bureau = '遂宁市安居生态环境局';
const rating = {
  ...whole,
  ID: 'P',
  PJND: '2024',
  PJJG: '绿',
  PJRQ: '2025-02-11',
  PJWH: '安环信〔2025〕1号',
  YXQS: '',
  YXQZ: '',
  PJJGMC: bureau,
};
const permit = {
  ID: 'X',
  DWMC: whole.DWMC,
  XKZBH: '91510904MAXXXX015M001P',
  FZRQ: '2023-06-30',
  YXQS: '2023-06-30',
  YXQZ: '2028-06-29',
  ZT: '有效',
  FZJG: bureau,
};
const penalty = {
  ...whole,
  ID: 'C',
  JDSWH: '安环罚〔2022〕8号',
  WFXW: '超标排放',
  CFLX: '罚款',
  FKJE: 1,
  CFRQ: '2022-09-01',
  CFJG: bureau,
  FDDBR: '',
  FRSFZ: '',
  SFCX: '0',
  CXRQ: '',
  BZ: '',
};

/** A good row of each service; a test changes what it is about. */
export const rowOf: Readonly<Record<Service, (cells: Cells) => Cells>> = {
  rating: (cells) => ({ ...rating, ...cells }),
  permit: (cells) => ({ ...permit, ...cells }),
  penalty: (cells) => ({ ...penalty, ...cells }),
};
