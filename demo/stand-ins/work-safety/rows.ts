import { readFileSync } from 'node:fs';
import { daysAfter } from '../../days.ts';
import type { DemoOrganisation, District } from '../../district.ts';
import { personName } from '../../fictional-persons.ts';
import {
  clerksDay,
  clerksRemark,
  documentOf,
  generateRows,
  keyCells,
  type Cells,
  type Recipe,
  type Writing,
} from '../../generate-rows.ts';
import { sampleAnswers } from '../../sample-answers.ts';
import type { SmHeldRow } from '../../sm-service.ts';

export const services = ['licence', 'penalty', 'serious', 'standardisation', 'accident', 'hazard'] as const;
export type Service = (typeof services)[number];

const bureau = '遂宁市安居区应急管理局';
const before = '遂宁市安居区安全生产监督管理局';
const columns = { name: 'dwmc', creditCode: 'tyshxydm', organisationCode: 'zzjgdm' };
const isRisky = ({ name }: DemoOrganisation) => /建筑|机械|纺织|建材|包装|物流|汽修/.test(name);
const authority = ({ day }: Writing) => (day < '2019-03-01' ? before : bureau);

const recipes: Readonly<Record<Service, Recipe>> = {
  licence: {
    share: 0.02,
    write: (writing) => ({
      ...common(writing, 'X'),
      xklb: writing.random.pick(['危险化学品经营许可', '烟花爆竹经营(零售)', '安全生产许可']),
      xkzh: `(川)WH安许证字〔${writing.day.slice(0, 4)}〕${writing.serial}`,
      xkfw: '',
      fzrq: clerksDay(writing),
      yxqs: writing.day,
      yxqz: daysAfter(writing.day, 1095),
      fzjg: authority(writing),
      zt: writing.random.chance(0.9) ? '有效' : writing.random.pick(['过期', '注销', '吊销']),
    }),
  },
  penalty: {
    share: 0.06,
    of: isRisky,
    write: (writing) => ({
      ...common(writing, 'P'),
      wsh: documentOf(writing, writing.day < '2019-03-01' ? '（安）安监罚' : '（安）应急罚'),
      cfrq: clerksDay(writing),
      cfzl: writing.random.pick(['罚款', '警告', '警告、罚款', '罚款,责令停产停业']),
      fkje: `${writing.random.whole(1, 300) / 10}`,
      wfxw: writing.random.pick(['特种作业人员无证上岗', '未设置安全警示标志', '未建立隐患排查台账']),
      cfjg: authority(writing),
      zt: writing.random.chance(0.97) ? '1' : '2',
      cxrq: '',
    }),
  },
  serious: {
    share: 0.004,
    of: isRisky,
    write: (writing) => ({
      ...common(writing, 'Y'),
      rdwh: documentOf(writing, '安应急失信'),
      rdrq: clerksDay(writing),
      lrsy: '存在重大事故隐患拒不整改',
      glqs: writing.day,
      glqz: daysAfter(writing.day, 1095),
      rdjg: authority(writing),
      zt: '1',
      ycrq: '',
      ycyy: '',
    }),
  },
  standardisation: {
    share: 0.12,
    of: isRisky,
    write: (writing) => ({
      ...common(writing, 'B'),
      dj: writing.random.pick(['二级', '三级', '三级', '3']),
      zsbh: `遂AQB${writing.day.slice(0, 4)}${writing.serial}`,
      pdrq: clerksDay(writing),
      yxqz: daysAfter(writing.day, 1095),
      pdjg: '遂宁市应急管理局',
      zt: '有效',
      hy: '',
      cxrq: '',
    }),
  },
  accident: {
    share: 0.006,
    of: isRisky,
    write: (writing) => ({
      ...common(writing, 'S'),
      sgdj: '一般',
      zrrd: writing.random.pick(['主要', '次要', '无']),
      fsrq: writing.day,
      swrs: writing.random.whole(0, 1),
      bgwh: documentOf(writing, '安府函'),
      pfrq: clerksDay(writing),
      pfjg: '遂宁市安居区人民政府',
      zt: '1',
    }),
  },
  hazard: {
    share: 0.008,
    of: isRisky,
    write: (writing) => ({
      ...common(writing, 'H'),
      gpwh: documentOf(writing, '安安委办督'),
      gprq: clerksDay(writing),
      gpjg: '遂宁市安居区安全生产委员会办公室',
      yhms: '疏散通道被占用',
      zgqx: daysAfter(writing.day, 90),
      zt: writing.random.chance(0.2) ? '1' : '2',
      xhrq: '',
    }),
  },
};

function common(writing: Writing, prefix: string): Cells {
  const { random, serial } = writing;
  return {
    lsh: `${prefix}${serial}`,
    ...keyCells(writing, columns),
    sfzh: '',
    zyfzr: random.chance(0.4) ? personName(random) : '',
    lxdh: '',
    bz: clerksRemark(writing),
  };
}

const serviceOf: Readonly<Record<string, Service>> = {
  licences: 'licence',
  penalties: 'penalty',
  seriousList: 'serious',
  standardisations: 'standardisation',
  accidents: 'accident',
  majorHazards: 'hazard',
};

/** Everything that the bureau holds: the samples, and records of the generated organisations. */
export function createRows(district: District): SmHeldRow[] {
  const samples = sampleAnswers('work-safety').flatMap(({ path, recordSet }) => {
    const { rows } = JSON.parse(readFileSync(`${path}.plain.json`, 'utf8')) as { rows: Cells[] };
    return rows.map((cells) => ({ service: serviceOf[recordSet]!, cells }));
  });
  const generated = generateRows(district, 'work-safety', recipes);
  return [
    ...samples,
    ...generated.map(({ service, cells, organisation }) => ({ service, cells, filedUnder: organisation.creditCode })),
  ];
}
