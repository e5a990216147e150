import { defineConnector } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, integer, statedCode, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区教育局',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '45d',
  keepFor: '400d',
});
const subject = { creditCode: ['统一社会信用代码'], name: '学校名称' };
const institution = { ...subject, name: '机构名称' };
const kinds = /[、,，;；]/;
const ordinary = (rule: string) => ({ rule, of: () => 'ORDINARY' as const });

const licences = sheet({
  sheet: '办学许可',
  type: 'PrivateSchoolLicence',
  subject,
  personal: ['校长'],
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政许可',
  record: {
    documentNumber: documentNumber('办学许可证号'),
    documentOn: date('发证日期'),
    validFrom: date('有效期起'),
    validUntil: until('有效期止'),
    state: state('状态', { 在办: 'VALID', 停办: 'VALID', 终止: 'ENDED', 吊销: 'REVOKED' }),
  },
  fields: { schoolType: text('办学类型') },
});

const inspections = sheet({
  sheet: '年检结论',
  type: 'SchoolInspection',
  subject,
  kind: 'ANNUAL_INSPECTION',
  effect: ({ fields }) => (fields['result'] === 'FAILED' ? 'ADVERSE' : 'NEUTRAL'),
  severity: ordinary(
    '民办学校年检不合格,信用修复管理办法未列明,暂按一般 / a failed inspection counts as ordinary (provisional)',
  ),
  item: '行政管理信息:监督检查',
  identity: ['year', 'authority'],
  record: { documentNumber: documentNumber('通报文号'), documentOn: date('通报日期') },
  fields: {
    year: integer('年度'),
    result: statedCode('SchoolInspectionResult', '结论', {
      合格: 'PASSED',
      基本合格: 'PASSED_WITH_FAULTS',
      不合格: 'FAILED',
      未参加: 'ABSENT',
    }),
  },
});

const trainingLists = sheet({
  sheet: '校外培训机构名单',
  type: 'TrainingListing',
  subject: institution,
  kind: ({ fields }) => (fields['list'] === 'BLACK' ? 'TRAINING_BLACK_LIST' : 'TRAINING_WHITE_LIST'),
  // The white list says that an institution is licensed and may teach: no merit.
  effect: ({ fields }) => (fields['list'] === 'BLACK' ? 'ADVERSE' : 'NEUTRAL'),
  severity: ordinary(
    '校外培训黑名单不属全国严重失信主体名单,暂按一般 / not a national list of serious dishonesty; ordinary (provisional)',
  ),
  item: '遵守法律法规情况信息:校外培训机构名单',
  record: {
    documentNumber: documentNumber('列入文号'),
    documentOn: date('列入日期'),
    validFrom: date('列入日期'),
    endedOn: date('移出日期'),
    openUntilEnded: true,
    state: state('状态', { 在列: 'VALID', 移出: 'ENDED', 撤销: 'REVOKED' }),
  },
  fields: {
    list: statedCode('TrainingList', '名单', { 白名单: 'WHITE', 黑名单: 'BLACK' }),
    cause: text('列入原因'),
  },
});

const penalties = sheet({
  sheet: '行政处罚',
  type: 'EducationPenalty',
  subject: { ...institution, name: '当事人', nameMayBePersonal: true },
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  item: '行政管理信息:行政处罚',
  drop: (cells) => (isNoPenalty('处罚种类', kinds)(cells) ? 'NOT_A_PENALTY' : null),
  record: {
    documentNumber: documentNumber('处罚文号'),
    documentOn: date('处罚日期'),
    amount: yuan('罚没金额(元)'),
  },
  fields: {
    penaltyTypes: penaltyTypes('处罚种类', kinds),
    procedure: code('EducationProcedure', '程序', { 简易: 'SUMMARY', 普通: 'ORDINARY', 一般: 'ORDINARY' }),
  },
});

export default defineConnector({
  title: '区教育局 / Education Bureau',
  protocol: spreadsheet,
  version: 1,
  recordSets: { licences, inspections, trainingLists, penalties },
  updates: { every: 'month', day: 5, at: '18:00' },
  lookEvery: '1h',
});
