import type { Service } from './housing-construction.ts';

type Cells = Record<string, unknown>;

const whole = { dwmc: '遂宁市样例青禾粮油有限公司', tyshxydm: '91510904MAXXXX015M', zzjgdm: '' };
const bureau = '遂宁市安居区住房和城乡建设局';
const qualification = {
  ...whole,
  bh: 'Q',
  zsbh: 'DQ1',
  zzmc: '建筑工程施工总承包',
  zzdj: '叁级',
  fzrq: '2021-03-05 00:00:00',
  yxqz: '2026-03-04 00:00:00',
  fzjg: bureau,
  zt: '有效',
};
const conduct = {
  ...whole,
  bh: 'B',
  ztlx: '1',
  xm: '',
  sfzh: '',
  xwlx: '不良',
  xwms: '未按图施工',
  rdwh: '安住建信认〔2025〕3号',
  rdrq: '2025-04-18',
  gsqs: '2025-04-25',
  gsqz: '2026-04-24',
  rdjg: bureau,
  zt: '1',
};
const penalty = {
  ...whole,
  bh: 'C',
  wsh: '安住建罚字〔2023〕第12号',
  cflx: '罚款',
  cfje: '10000',
  cfrq: '2023-08-09 00:00:00',
  cfjg: bureau,
  frdb: '',
  bz: '',
  zt: '1',
};

/** A good row of each service; a test changes what it is about. */
export const rowOf: Readonly<Record<Service, (cells: Cells) => Cells>> = {
  qualification: (cells) => ({ ...qualification, ...cells }),
  conduct: (cells) => ({ ...conduct, ...cells }),
  penalty: (cells) => ({ ...penalty, ...cells }),
};
