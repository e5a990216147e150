import { registeredAddress } from '../../addresses.ts';
import type { DemoOrganisation } from '../../district.ts';
import { daysAfter } from '../../days.ts';
import { bureauOn, enteredAfter, pripidOf, type Batch, type Cells } from './household.ts';

/** Shares of the defects and habits that this register is known for. */
const BLANK_CODE = 0.004;
const SHARED_CODE = 0.001;
const FULL_WIDTH_CODE = 0.003;

const active = ['存续', '存续', '在营', '开业', '存续（在营、开业、在册）', '正常在业'];
const noEnd = ['长期', '长期', '2099-12-31', '9999-09-09 00:00:00'];
const words: Readonly<Record<string, string>> = {
  吊销未注销: '吊销,未注销',
  '吊销，未注销': '吊销，未注销',
  注销: '注销',
  歇业: '歇业',
  迁出: '迁出',
};

export function registrationRows(batch: Batch): Cells[] {
  return batch.organisations.flatMap((organisation) => {
    const row = registrationRow(organisation, batch);
    return batch.random.chance(SHARED_CODE) ? [row, secondHousehold(row, batch)] : [row];
  });
}

function registrationRow(organisation: DemoOrganisation, batch: Batch): Cells {
  const { random, yesterday } = batch;
  const { establishedOn, status } = organisation;
  const word = words[status] ?? random.pick(active);
  const endedOn = daysAfter(establishedOn, random.whole(400, 2000));
  const end = endedOn < yesterday ? endedOn : yesterday;
  return {
    pripid: pripidOf(organisation),
    entname: organisation.name,
    uniscid: codeAsWritten(organisation.creditCode, batch),
    regno: organisation.registrationNumber,
    enttype: organisation.kind,
    regstate: word,
    estdate: establishedOn,
    opfrom: establishedOn,
    opto: random.chance(0.8) ? random.pick(noEnd) : random.chance(0.1) ? '' : daysAfter(establishedOn, 7300),
    candate: word === '注销' ? end : null,
    revdate: word.startsWith('吊销') ? end : null,
    oldname: organisation.formerNames.join(';') || null,
    regorg: bureauOn(establishedOn),
    dom: registeredAddress(organisation),
    op: 'I',
    rksj: enteredAfter(word === '注销' || word.startsWith('吊销') ? end : establishedOn, batch),
  };
}

function codeAsWritten(creditCode: string, { random }: Batch): string {
  if (random.chance(BLANK_CODE)) return '';
  if (!random.chance(FULL_WIDTH_CODE)) return creditCode;
  return creditCode.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

/** Another household that was given the same code by mistake. */
function secondHousehold(row: Cells, batch: Batch): Cells {
  const name = String(row['entname']).replace('样例', '样例重码');
  const later = daysAfter(String(row['estdate']), 200);
  const estdate = later < batch.yesterday ? later : batch.yesterday;
  return {
    ...row,
    pripid: `${String(row['pripid']).slice(0, -1)}Z`,
    entname: name,
    regno: '',
    estdate,
    opfrom: estdate,
  };
}
