import { defineConnector } from '../../connector/connector.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '中共遂宁市安居区委政法委员会',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '120d',
  keepFor: '400d',
});
const subject = { creditCode: ['统一社会信用代码'], name: '单位名称' };

const vetoes = sheet({
  sheet: '一票否决',
  type: 'SafetyVeto',
  subject,
  personal: ['主要负责人'],
  kind: 'SAFETY_VETO',
  effect: 'ADVERSE',
  severity: {
    rule: '平安建设一票否决:有期限的评先评优限制,信用修复管理办法未列明,暂按一般 / a veto bars honours for a time; NDRC order 36 does not name it, it counts as ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  item: '遵守法律法规情况信息:平安建设一票否决',
  record: {
    documentNumber: documentNumber('决定文号'),
    documentOn: date('决定日期'),
    validFrom: date('否决期自'),
    validUntil: until('否决期至'),
    state: state('状态', { 执行中: 'VALID', 期满: 'VALID', 解除: 'ENDED', 撤销: 'REVOKED' }),
  },
  fields: { cause: text('否决事由') },
});

const safeEnterprises = sheet({
  sheet: '平安企业命名',
  type: 'SafeEnterprise',
  subject,
  kind: 'SAFE_ENTERPRISE',
  effect: 'POSITIVE',
  item: '诚实守信相关荣誉信息',
  record: {
    documentNumber: documentNumber('命名文号'),
    documentOn: date('命名日期'),
    state: state('状态', { 保留: 'VALID', 摘牌: 'REVOKED' }),
  },
  fields: { rank: code('HonourRank', '级别', { 省级: 'PROVINCE', 市级: 'CITY', 区级: 'DISTRICT' }) },
});

export default defineConnector({
  title: '区委政法委 / Political and Legal Affairs Commission',
  protocol: spreadsheet,
  version: 1,
  recordSets: { vetoes, safeEnterprises },
  updates: { every: 'quarter', day: 15, at: '18:00' },
  lookEvery: '1h',
});
