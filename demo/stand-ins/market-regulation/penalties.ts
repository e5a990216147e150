import { personName, personNumber } from '../../fictional-persons.ts';
import type { DemoOrganisation } from '../../district.ts';
import type { Random } from '../../random.ts';
import { dayBetween, daysAfter } from '../../days.ts';
import { bureauOn, enteredAfter, type Batch, type Cells } from './household.ts';

/** Shares of organisations with penalties, and of the defects that this table is known for. */
const PUNISHED = 0.08;
const PERSONS = 0.06;
const WITHDRAWN = 0.03;
const DISAGREES = 0.03;
const ENTERED_TWICE = 0.02;
const NUMBER_IN_REMARK = 0.03;
const BAD_DATE = 0.004;

const FIRST = '2014-06-01';
const brackets = ['〔〕', '〔〕', '〔〕', '()', '（）', '【】', '[]'];
const violations = ['虚假宣传', '销售不合格产品', '未按规定明码标价', '使用未检定的计量器具', '未取得许可从事食品经营'];

interface Decision {
  readonly cf_cflb: string;
  readonly cf_nr: string;
  readonly cf_nr_fk: string | null;
  readonly cf_nr_wfff?: string;
  readonly cf_nr_zkdx?: string;
}

export function penaltyRows(batch: Batch): Cells[] {
  const { random } = batch;
  let serial = 100;
  return batch.organisations
    .filter(() => random.chance(PUNISHED))
    .flatMap((organisation) =>
      Array.from({ length: random.chance(0.8) ? 1 : 2 }).flatMap(() => {
        serial += 1;
        const row = penaltyRow(organisation, serial, batch);
        if (random.chance(ENTERED_TWICE)) return [row, enteredAgain(row, batch)];
        return random.chance(PERSONS) ? [row, ofPerson(row, batch)] : [row];
      }),
    );
}

function penaltyRow(organisation: DemoOrganisation, serial: number, batch: Batch): Cells {
  const { random, yesterday } = batch;
  const from = organisation.establishedOn > FIRST ? organisation.establishedOn : FIRST;
  const day = dayBetween(daysAfter(from, 30), yesterday, random);
  const [open, close] = [...random.pick(brackets)];
  return {
    cf_id: `CF${String(serial).padStart(6, '0')}`,
    ...subjectCells(organisation, random),
    cf_wsh: `安${day < '2019' ? '工商' : '市监'}处罚${open}${day.slice(0, 4)}${close}${serial}号`,
    cf_wfxw: random.pick(violations),
    cf_yj: '相关法律法规规定',
    ...decision(random),
    cf_jdrq: day,
    cf_yxq: yxq(random, day),
    cf_gsjzq: `${yesterday} 01:12:13`,
    cf_cfjg: bureauOn(day),
    bz: random.chance(NUMBER_IN_REMARK) ? `负责人${personName(random)}身份证${personNumber(random)}` : null,
    op: random.chance(WITHDRAWN) ? 'D' : 'I',
    rksj: enteredAfter(day, batch),
  };
}

function yxq(random: Random, day: string): string {
  if (random.chance(BAD_DATE)) return `${Number(day.slice(0, 4)) + 1}-02-30`;
  return random.chance(0.7) ? '无处罚期限' : daysAfter(day, 1095);
}

function subjectCells({ creditCode, name, kind, registrationNumber }: DemoOrganisation, random: Random): Cells {
  const cells = {
    cf_xdr_mc: name,
    cf_xdr_lb: kind === '个体工商户' ? '个体工商户' : '法人及非法人组织',
    cf_frdb: personName(random),
    cf_fr_zjhm: personNumber(random),
  };
  const by = random.next();
  if (by < 0.8) return { ...cells, cf_xdr_shxym: creditCode };
  if (by < 0.9) return { ...cells, cf_xdr_shxym: '', cf_xdr_gszc: registrationNumber };
  if (by < 0.97) return { ...cells, cf_xdr_shxym: registrationNumber };
  return by < 0.99 ? { ...cells, cf_xdr_shxym: '' } : { ...cells, cf_xdr_shxym: creditCode.replace('0', 'O') };
}

function decision(random: Random): Decision {
  const hundreds = random.whole(2, 300);
  const fine = { cf_nr_fk: (hundreds / 100).toFixed(6), text: `罚款人民币${hundreds * 100}元` };
  const written = random.chance(DISAGREES) ? { ...fine, text: `罚款${hundreds * 1000}元` } : fine;
  const choice = random.next();
  if (choice < 0.1) return { cf_cflb: '警告；', cf_nr: '警告。', cf_nr_fk: null };
  if (choice < 0.14) return { cf_cflb: '其他-不予行政处罚', cf_nr: '首次轻微违法,不予行政处罚。', cf_nr_fk: '0' };
  if (choice < 0.17) {
    const revoked = { cf_cflb: '吊销许可证件', cf_nr: '吊销食品经营许可证。', cf_nr_fk: null };
    return { ...revoked, cf_nr_zkdx: `食品经营许可证 JY25109040${hundreds}` };
  }
  if (choice < 0.35) {
    return {
      cf_cflb: '罚款;没收违法所得',
      cf_nr: `1.${written.text};2.没收违法所得350.50元。`,
      cf_nr_fk: fine.cf_nr_fk,
      cf_nr_wfff: '0.03505',
    };
  }
  return { cf_cflb: random.chance(0.9) ? '罚款' : '其他-罚款', cf_nr: written.text, cf_nr_fk: fine.cf_nr_fk };
}

/** The same decision under another key and other brackets; the later entry stands. */
function enteredAgain(row: Cells, batch: Batch): Cells {
  const number = String(row['cf_wsh'])
    .replaceAll(/[〔(（【[]/g, '【')
    .replaceAll(/[〕)）】\]]/g, '】');
  return { ...row, cf_id: `${row['cf_id']}B`, cf_wsh: number, rksj: `${daysAfter(batch.yesterday, 1)} 01:59:00` };
}

/** A natural person in the same table. */
function ofPerson(row: Cells, { random }: Batch): Cells {
  return {
    ...row,
    cf_id: `${row['cf_id']}P`,
    cf_wsh: `${row['cf_wsh']}之二`,
    cf_xdr_mc: personName(random),
    cf_xdr_lb: '自然人',
    cf_xdr_shxym: '',
    cf_xdr_gszc: null,
    cf_xdr_zjhm: personNumber(random),
  };
}
