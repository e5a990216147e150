import { defineConnector } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, statedCode, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { penaltyTypes } from '../../connector/penalty-types.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区人民政府法制办公室',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '120d',
  keepFor: '400d',
});
const creditCode = ['统一社会信用代码'];

const reconsiderations = sheet({
  sheet: '行政复议',
  type: 'AdministrativeReconsideration',
  subject: {
    creditCode,
    name: '申请人',
    nameMayBePersonal: true,
    personLabel: { is: (cells) => /公民|自然人|个人/.test(String(cells['申请人类别'])), trusted: true },
  },
  further: ['申请人类别'],
  personal: ['代理人'],
  kind: 'ADMINISTRATIVE_RECONSIDERATION',
  // To ask for a review is a right; however it ends it says nothing against the organisation.
  effect: 'NEUTRAL',
  item: '行政管理信息:行政裁决',
  record: { documentNumber: documentNumber('决定书文号'), documentOn: date('决定日期') },
  fields: {
    respondent: text('被申请人'),
    outcome: statedCode('ReconsiderationOutcome', '结果', {
      维持: 'UPHELD',
      撤销: 'ANNULLED',
      变更: 'CHANGED',
      确认违法: 'FOUND_UNLAWFUL',
      责令履行: 'ORDERED_TO_ACT',
      驳回: 'DISMISSED',
      终止: 'ENDED',
    }),
  },
});

const enforcementBodies = sheet({
  sheet: '执法主体',
  type: 'EnforcementBody',
  subject: { creditCode, name: '执法主体名称' },
  kind: 'ENFORCEMENT_BODY',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政确认',
  record: {
    documentNumber: documentNumber('公告文号'),
    documentOn: date('公告日期'),
    state: state('状态', { 有效: 'VALID', 取消: 'ENDED' }),
  },
  fields: {
    standing: code('EnforcementStanding', '主体类别', {
      法定行政机关: 'AUTHORITY',
      法律法规授权组织: 'AUTHORISED',
      受委托组织: 'COMMISSIONED',
    }),
  },
});

// The heavy penalties of all departments of the district, which have to file them here. They may repeat what a
// department states itself; for one that is not connected this is the only trace.
const filedPenalties = sheet({
  sheet: '重大处罚备案',
  type: 'FiledPenalty',
  subject: { creditCode, name: '被处罚人', nameMayBePersonal: true },
  kind: 'PENALTY_FILED',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  item: '行政管理信息:行政处罚',
  record: {
    documentNumber: documentNumber('处罚文号'),
    documentOn: date('处罚日期'),
    amount: yuan('罚没金额(元)'),
    authority: text('处罚机关'),
    state: state('备案审查', { 合法: 'VALID', 审查中: 'VALID', 责令撤销: 'REVOKED' }),
  },
  fields: { filingNumber: documentNumber('备案号'), penaltyTypes: penaltyTypes('处罚种类', /[、,，;；]/) },
});

export default defineConnector({
  title: '区法制办 / Legislative Affairs Office',
  protocol: spreadsheet,
  version: 1,
  recordSets: { reconsiderations, enforcementBodies, filedPenalties },
  updates: { every: 'quarter', day: 15, at: '18:00' },
  lookEvery: '1h',
});
