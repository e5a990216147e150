import type { District } from '../../district.ts';
import { dayBetween, daysAfter } from '../../days.ts';
import { batchFor, bureau, bureauOn, enteredAfter, pripidOf, type Batch, type Cells } from './household.ts';
import { penaltyRows } from './penalties.ts';
import { registrationRows } from './registrations.ts';

/** Shares of organisations with rows in each table. */
const LICENSED = 0.2;
const ABNORMAL = 0.04;
const SERIOUS = 0.003;
const REPORTS = 0.85;

const certificates = [
  ['食品经营许可证', 'JY2510904'],
  ['药品经营许可证', '川CB0825'],
  ['特种设备使用登记证', 'TS51'],
] as const;
const reasons = ['行政复议撤销', '行政诉讼撤销', '重复上报', '当事人认定错误'];

/** Rows of the generated organisations, by table. The document's own samples are loaded beside them. */
export function createRows(district: District): Readonly<Record<string, readonly Cells[]>> {
  const penalties = penaltyRows(batchFor(district, 'penalties'));
  return {
    t_reg_ent: registrationRows(batchFor(district, 'registrations')),
    t_xzcf: penalties,
    t_xzxk: licenceRows(batchFor(district, 'licences')),
    t_jyyc: abnormalRows(batchFor(district, 'abnormal')),
    t_yzwf: seriousRows(batchFor(district, 'serious')),
    t_nb: reportRows(batchFor(district, 'reports')),
    t_del: deletionRows(batchFor(district, 'deletions'), penalties),
  };
}

function licenceRows(batch: Batch): Cells[] {
  const { random, yesterday, organisations } = batch;
  return organisations
    .filter(() => random.chance(LICENSED))
    .map((organisation, at) => {
      const day = dayBetween(daysAfter(organisation.establishedOn, 20), yesterday, random);
      const [name, prefix] = random.pick(certificates);
      const state = random.chance(0.93) ? '1' : random.pick(['2', '3', '4']);
      return {
        xk_id: `XK${String(1000 + at).padStart(6, '0')}`,
        xk_xdr_mc: organisation.name,
        xk_xdr_lb: organisation.kind === '个体工商户' ? '个体工商户' : '法人及非法人组织',
        xk_xdr_shxym: random.chance(0.9) ? organisation.creditCode : '',
        xk_xdr_gszc: organisation.registrationNumber,
        xk_xkws: `${name}核发决定`,
        xk_wsh: `安市监许〔${day.slice(0, 4)}〕${1000 + at}号`,
        xk_xklb: '普通',
        xk_xkzs: name,
        xk_xkbh: `${prefix}${100_000 + at}`,
        xk_nr: `准予${name}`,
        xk_jdrq: day,
        xk_yxqz: day,
        xk_yxqzi: random.chance(0.2) ? random.pick(['2099-12-31', '9999-09-09']) : daysAfter(day, 1825),
        xk_xkjg: bureauOn(day),
        xk_zt: state,
        op: 'I',
        rksj: enteredAfter(day, batch),
      };
    });
}

function abnormalRows(batch: Batch): Cells[] {
  const { random, yesterday, organisations } = batch;
  return organisations
    .filter(() => random.chance(ABNORMAL))
    .map((organisation, at) => {
      const day = dayBetween(daysAfter(organisation.establishedOn, 400), yesterday, random);
      const removedOn = dayBetween(day, yesterday, random);
      const removed = random.chance(0.6);
      return {
        yc_id: `YC${String(1000 + at).padStart(6, '0')}`,
        pripid: pripidOf(organisation),
        uniscid: random.chance(0.2) ? organisation.creditCode : '',
        entname: organisation.name,
        specause: '未依照《企业信息公示暂行条例》第八条规定的期限公示年度报告',
        abntime: day,
        lrwh: `安市监异列〔${day.slice(0, 4)}〕${1000 + at}号`,
        decorg: bureauOn(day),
        remexcpres: removed ? '补报年度报告' : null,
        remdate: removed ? removedOn : random.pick([null, '1900-01-01', '9999-12-31']),
        op: 'I',
        rksj: enteredAfter(removed ? removedOn : day, batch),
      };
    });
}

function seriousRows(batch: Batch): Cells[] {
  const { random, yesterday, organisations } = batch;
  return organisations
    .filter(() => random.chance(SERIOUS))
    .map((organisation, at) => {
      const day = dayBetween('2021-09-01', yesterday, random);
      return {
        wf_id: `WF${String(1000 + at).padStart(6, '0')}`,
        pripid: pripidOf(organisation),
        uniscid: organisation.creditCode,
        entname: organisation.name,
        lryy: '生产销售不符合安全标准的产品',
        lrrq: day,
        jzrq: daysAfter(day, 1095),
        lrwh: `安市监严列〔${day.slice(0, 4)}〕${100 + at}号`,
        lrjg: bureau,
        op: 'I',
        rksj: enteredAfter(day, batch),
      };
    });
}

function reportRows(batch: Batch): Cells[] {
  const { random, yesterday, organisations } = batch;
  const lastYear = Number(yesterday.slice(0, 4)) - 1;
  return organisations
    .filter(({ status }) => status !== '注销' && random.chance(REPORTS))
    .map((organisation, at) => {
      const day = dayBetween(`${lastYear + 1}-01-05`, yesterday, random);
      return {
        nb_id: `NB${String(1000 + at).padStart(6, '0')}`,
        pripid: pripidOf(organisation),
        ancheyear: String(lastYear),
        anchedate: day,
        op: 'I',
        rksj: enteredAfter(day, batch),
      };
    });
}

/** Withdrawn rows are registered; some are gone from their table already. */
function deletionRows({ random, yesterday }: Batch, penalties: readonly Cells[]): Cells[] {
  return [...penalties.filter(({ op }) => op === 'D').map(({ cf_id }) => cf_id), 'CF000099'].map((key, at) => ({
    del_id: `DEL${1000 + at}`,
    tabname: 'T_XZCF',
    keyid: key ?? null,
    cutreason: random.pick(reasons),
    deltime: `${yesterday} 01:05:00`,
  }));
}
