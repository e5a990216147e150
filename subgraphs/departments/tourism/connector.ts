import { defineConnector } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, statedCode, text } from '../../connector/decoders/text.ts';
import { penaltySeverity } from '../../connector/penalty-severity.ts';
import { isNoPenalty, penaltyTypes } from '../../connector/penalty-types.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区旅游局',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '45d',
  keepFor: '400d',
});
const creditCode = ['统一社会信用代码'];
const kinds = /[、,，;；]/;

const agencies = sheet({
  sheet: '旅行社',
  type: 'TravelAgencyLicence',
  // A filed branch has a code of its own and stands in a line of its own.
  subject: { creditCode, name: '旅行社名称' },
  personal: ['法定代表人', '联系电话'],
  kind: ({ fields }) => (fields['agency'] === 'BRANCH' ? 'FILING' : 'LICENCE'),
  effect: 'NEUTRAL',
  item: '行政管理信息:行政许可',
  record: {
    documentNumber: documentNumber('许可证编号'),
    documentOn: date('许可日期'),
    validFrom: date('许可日期'),
    state: state('状态', { 正常: 'VALID', 注销: 'ENDED', 吊销: 'REVOKED' }),
  },
  fields: {
    agency: code('TravelAgencyKind', '类别', { 旅行社: 'AGENCY', 分社: 'BRANCH', 服务网点: 'OUTLET' }),
    business: text('业务范围'),
  },
});

const grades = sheet({
  sheet: '等级评定',
  type: 'TourismGrade',
  subject: { creditCode, name: '单位名称' },
  kind: 'TOURISM_GRADE',
  effect: 'NEUTRAL',
  item: '行政管理信息:行政确认',
  record: {
    documentNumber: documentNumber('评定文号'),
    documentOn: date('评定日期'),
    validUntil: until('有效期至'),
    authority: text('评定机构'),
    state: state('状态', { 有效: 'VALID', 摘牌: 'REVOKED', 取消: 'REVOKED' }),
  },
  fields: { place: text('景区(饭店)名称'), grade: text('等级') },
});

const penalties = sheet({
  sheet: '投诉处罚',
  type: 'TourismPenalty',
  subject: { creditCode, name: '被处罚单位', nameMayBePersonal: true },
  kind: 'PENALTY',
  effect: 'ADVERSE',
  severity: penaltySeverity,
  item: '行政管理信息:行政处罚',
  drop: (cells) => (isNoPenalty('处罚种类', kinds)(cells) ? 'NOT_A_PENALTY' : null),
  record: {
    documentNumber: documentNumber('处罚决定书号'),
    documentOn: date('处罚日期'),
    amount: yuan('罚款(元)'),
  },
  fields: { penaltyTypes: penaltyTypes('处罚种类', kinds) },
});

const dishonestyList = sheet({
  sheet: '旅游失信名单',
  type: 'TourismListing',
  subject: { creditCode, name: '名称', nameMayBePersonal: true },
  kind: ({ fields }) => (fields['degree'] === 'SERIOUS' ? 'SERIOUS_TOURISM_DISHONESTY' : 'MINOR_TOURISM_DISHONESTY'),
  effect: 'ADVERSE',
  severity: {
    rule: '文化和旅游部令第7号:严重失信主体为严重,轻微失信主体为轻微 / order 7 of the Ministry of Culture and Tourism: serious and minor subjects',
    of: ({ fields }) => (fields['degree'] === 'SERIOUS' ? 'SERIOUS' : 'MINOR'),
  },
  item: '严重失信主体名单信息:文化和旅游市场失信主体',
  record: {
    documentNumber: documentNumber('认定文号'),
    documentOn: date('认定日期'),
    validFrom: date('认定日期'),
    validUntil: until('列入期限至'),
    endedOn: date('移出日期'),
    openUntilEnded: true,
    state: state('状态', { 在列: 'VALID', 期满: 'VALID', 移出: 'ENDED', 撤销: 'REVOKED' }),
  },
  fields: {
    degree: statedCode('TourismDishonesty', '失信程度', {
      严重: 'SERIOUS',
      严重失信: 'SERIOUS',
      轻微: 'MINOR',
      轻微失信: 'MINOR',
    }),
    cause: text('事由'),
  },
});

export default defineConnector({
  title: '区旅游局 / Tourism Bureau',
  protocol: spreadsheet,
  version: 1,
  recordSets: { agencies, grades, penalties, dishonestyList },
  updates: { every: 'month', day: 10, at: '18:00' },
  lookEvery: '1h',
});
