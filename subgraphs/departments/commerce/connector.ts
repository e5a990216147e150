import { defineConnector } from '../../connector/connector.ts';
import { wan, yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, statedCode, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区商务局',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '45d',
  keepFor: '400d',
});
const subject = { creditCode: ['统一社会信用代码'], name: '企业名称' };
const kinds = /[、,，;；+]/;

const licences = sheet({
  sheet: '成品油零售许可',
  type: 'FuelRetailLicence',
  subject,
  personal: ['负责人'],
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政许可',
  record: {
    documentNumber: documentNumber('证书编号'),
    documentOn: date('发证日期'),
    validFrom: date('发证日期'),
    validUntil: until('有效期至'),
    state: state('状态', { 正常: 'VALID', 歇业: 'VALID', 注销: 'ENDED', 撤销: 'REVOKED' }),
  },
  fields: { station: text('加油站名称') },
});

const filings = sheet({
  sheet: '备案',
  type: 'CommerceFiling',
  subject,
  kind: 'FILING',
  effect: 'NEUTRAL',
  item: '登记注册基本信息:备案',
  record: {
    documentNumber: documentNumber('备案号'),
    documentOn: date('备案日期'),
    state: state('状态', { 有效: 'VALID', 注销: 'ENDED' }),
  },
  fields: {
    filing: code('CommerceFilingKind', '备案种类', {
      单用途预付卡: 'PREPAID_CARD',
      预付卡: 'PREPAID_CARD',
      对外贸易经营者: 'FOREIGN_TRADE',
      外商投资: 'FOREIGN_INVESTMENT',
    }),
  },
});

const penalties = sheet({
  sheet: '行政处罚',
  type: 'CommercePenalty',
  subject: { ...subject, name: '当事人', nameMayBePersonal: true },
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  item: '行政管理信息:行政处罚',
  drop: (cells) => (isNoPenalty('处罚种类', kinds)(cells) ? 'NOT_A_PENALTY' : null),
  record: {
    documentNumber: documentNumber('处罚文号'),
    documentOn: date('处罚日期'),
    amount: yuan('罚款(元)'),
  },
  fields: { penaltyTypes: penaltyTypes('处罚种类', kinds) },
});

const incentives = sheet({
  sheet: '招商优惠兑现',
  type: 'InvestmentAgreement',
  subject,
  personal: ['联系人'],
  kind: 'INVESTMENT_AGREEMENT',
  effect: ({ fields }) => (fields['performance'] === 'BROKEN' ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '政府合同企业违约,信用修复管理办法未列明,暂按一般 / a breach of a government contract is not named by NDRC order 36; ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  item: '合同履行信息',
  record: {
    documentNumber: documentNumber('协议编号'),
    documentOn: date('签订日期'),
    amount: wan('兑现金额(万元)'),
  },
  fields: {
    project: text('项目名称'),
    performance: statedCode('AgreementPerformance', '履约情况', {
      履约中: 'UNDER_WAY',
      已兑现: 'HONOURED',
      企业违约: 'BROKEN',
      协商终止: 'ENDED_BY_CONSENT',
    }),
  },
});

export default defineConnector({
  title: '区商务局 / Commerce Bureau',
  protocol: spreadsheet,
  version: 1,
  recordSets: { licences, filings, penalties, incentives },
  updates: { every: 'month', day: 8, at: '18:00' },
  lookEvery: '1h',
});
