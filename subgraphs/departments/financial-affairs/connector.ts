import { defineConnector } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, statedCode, text } from '../../connector/decoders/text.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';
import { gradeEffect, gradeSeverity } from './rating.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区人民政府金融办公室',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '120d',
  keepFor: '400d',
});
const subject = { creditCode: ['统一社会信用代码'], name: '机构名称' };

const licences = sheet({
  sheet: '机构许可',
  type: 'LocalFinanceLicence',
  subject,
  personal: ['法定代表人'],
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政许可',
  record: {
    documentNumber: documentNumber('批准文号'),
    documentOn: date('批准日期'),
    validFrom: date('批准日期'),
    validUntil: until('有效期至'),
    authority: text('批准机关'),
    state: state('状态', { 正常: 'VALID', 停业: 'VALID', 注销: 'ENDED', 取消: 'REVOKED' }),
  },
  fields: {
    business: code('LocalFinanceBusiness', '机构类别', {
      小额贷款公司: 'MICRO_CREDIT',
      小贷: 'MICRO_CREDIT',
      融资担保公司: 'FINANCING_GUARANTEE',
      融担: 'FINANCING_GUARANTEE',
      典当行: 'PAWN',
      典当: 'PAWN',
      融资租赁公司: 'LEASING',
      商业保理公司: 'FACTORING',
    }),
    registeredCapital: text('注册资本(万元)'),
  },
});

const ratings = sheet({
  sheet: '监管评级',
  type: 'LocalFinanceRating',
  subject,
  kind: 'SUPERVISORY_RATING',
  effect: gradeEffect,
  severity: gradeSeverity,
  item: '信用评价结果信息:地方金融组织监管评级',
  // One notice has the ratings of a whole year.
  identity: ['year', 'authority'],
  record: { documentNumber: documentNumber('评级文号'), documentOn: date('评级日期') },
  fields: {
    year: integer('评级年度'),
    grade: statedCode('LocalFinanceGrade', '评级', {
      A: 'A',
      B: 'B',
      C: 'C',
      D: 'D',
      A级: 'A',
      B级: 'B',
      C级: 'C',
      D级: 'D',
    }),
  },
});

const listingReserve = sheet({
  sheet: '上市后备企业',
  type: 'ListingReserve',
  subject: { ...subject, name: '企业名称' },
  kind: 'LISTING_RESERVE',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政确认',
  record: {
    documentNumber: documentNumber('入库文号'),
    documentOn: date('入库日期'),
    amount: wan('奖补金额(万元)'),
    state: state('状态', { 在库: 'VALID', 出库: 'ENDED', 取消: 'REVOKED' }),
  },
  fields: { market: text('拟上市板块') },
});

export default defineConnector({
  title: '区金融办 / Financial Affairs Office',
  protocol: spreadsheet,
  version: 1,
  recordSets: { licences, ratings, listingReserve },
  updates: { every: 'quarter', day: 10, at: '18:00' },
  lookEvery: '1h',
});
