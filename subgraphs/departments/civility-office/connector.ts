import { defineConnector } from '../../connector/connector.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';
import { board, determinedBy, isBlack } from './board.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区精神文明建设办公室',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '120d',
  keepFor: '400d',
});
const creditCode = ['统一社会信用代码'];

const honours = sheet({
  sheet: '文明单位',
  type: 'CivilityHonour',
  subject: { creditCode, name: '单位名称' },
  personal: ['联系人'],
  kind: 'CIVILITY_HONOUR',
  effect: 'POSITIVE',
  item: '诚实守信相关荣誉信息',
  record: {
    documentNumber: documentNumber('命名文号'),
    documentOn: date('命名日期'),
    validFrom: date('命名日期'),
    validUntil: until('届满日期'),
    authority: text('命名机关'),
    state: state('状态', { 保留: 'VALID', 届满: 'VALID', 停牌: 'VALID', 撤销: 'REVOKED' }),
  },
  fields: {
    title: text('荣誉名称'),
    rank: code('CivilityRank', '级别', { 全国: 'NATION', 省级: 'PROVINCE', 市级: 'CITY', 区级: 'DISTRICT' }),
  },
});

const boardEntries = sheet({
  sheet: '诚信红黑榜',
  type: 'IntegrityBoardEntry',
  subject: {
    creditCode,
    name: '名称',
    nameMayBePersonal: true,
    personLabel: { is: (cells) => /个人|自然人/.test(String(cells['主体类别'])), trusted: true },
  },
  further: ['主体类别'],
  kind: (row) => (isBlack(row) ? 'INTEGRITY_BLACK_BOARD' : 'INTEGRITY_RED_BOARD'),
  effect: (row) => (isBlack(row) ? 'ADVERSE' : 'POSITIVE'),
  severity: {
    rule: '红黑榜不属严重失信主体名单;黑榜按认定部门文书,未另有分类时暂按一般 / the boards are no list of serious dishonesty; a black entry counts as ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  item: '遵守法律法规情况信息:诚信红黑榜发布',
  record: {
    documentNumber: determinedBy('认定文号', '榜别'),
    documentOn: date('认定日期'),
    validFrom: date('发布日期'),
    validUntil: until('发布截止'),
    authority: text('认定部门'),
    state: state('状态', { 发布中: 'VALID', 到期: 'VALID', 撤榜: 'ENDED', 更正: 'REVOKED' }),
  },
  fields: { board: board('榜别'), issue: text('期次'), cause: text('事由') },
});

export default defineConnector({
  title: '区文明办 / Civility Office',
  protocol: spreadsheet,
  version: 1,
  recordSets: { honours, boardEntries },
  updates: { every: 'quarter', day: 10, at: '18:00' },
  lookEvery: '1h',
});
