import { defineConnector } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '中共遂宁市安居区委宣传部',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  // Due by the tenth of each quarter: 92 days and a month's grace after the one before.
  freshFor: '120d',
  keepFor: '400d',
});
const creditCode = ['统一社会信用代码'];
const kinds = /[、,，;；]/;

const licences = sheet({
  sheet: '出版物经营许可',
  type: 'PublishingLicence',
  subject: { creditCode, name: '单位名称' },
  personal: ['法定代表人'],
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政许可',
  record: {
    documentNumber: documentNumber('许可证号'),
    documentOn: date('发证日期'),
    validFrom: date('发证日期'),
    validUntil: until('有效期至'),
    state: state('状态', { 有效: 'VALID', 到期: 'VALID', 注销: 'ENDED', 吊销: 'REVOKED', 撤销: 'REVOKED' }),
  },
  fields: { business: text('许可项目') },
});

const penalties = sheet({
  sheet: '行政处罚',
  type: 'PublishingPenalty',
  // Small offenders are written with their name and number in the columns of organisations.
  subject: { creditCode, name: '当事人', nameMayBePersonal: true },
  personal: ['法定代表人'],
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  item: '行政管理信息:行政处罚',
  drop: (cells) => (isNoPenalty('处罚种类', kinds)(cells) ? 'NOT_A_PENALTY' : null),
  record: {
    documentNumber: documentNumber('处罚决定书文号'),
    documentOn: date('处罚日期'),
    amount: yuan('罚款金额(元)'),
  },
  fields: {
    area: code('PublishingArea', '领域', { 出版: 'PUBLISHING', 版权: 'COPYRIGHT', 电影: 'FILM', 网信: 'INTERNET' }),
    penaltyTypes: penaltyTypes('处罚种类', kinds),
  },
});

const models = sheet({
  sheet: '诚信典型',
  type: 'ModelOfIntegrity',
  subject: {
    creditCode,
    name: '名称',
    nameMayBePersonal: true,
    // Persons are honoured on the same sheet.
    personLabel: { is: (cells) => String(cells['类别']).includes('个人'), trusted: true },
  },
  kind: 'MODEL_OF_INTEGRITY',
  effect: 'POSITIVE',
  item: '诚实守信相关荣誉信息',
  further: ['类别'],
  record: {
    documentNumber: documentNumber('发布文号'),
    documentOn: date('发布日期'),
    state: state('状态', { 有效: 'VALID', 取消: 'REVOKED' }),
  },
  fields: { title: text('称号') },
});

export default defineConnector({
  title: '区委宣传部 / Publicity Department',
  protocol: spreadsheet,
  version: 1,
  recordSets: { licences, penalties, models },
  updates: { every: 'quarter', day: 10, at: '18:00' },
  lookEvery: '1h',
});
