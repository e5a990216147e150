import { defineConnector } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, integer, text } from '../../connector/decoders/text.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区国有资产监督管理委员会',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '120d',
  keepFor: '400d',
});
const creditCode = ['统一社会信用代码'];

const enterprises = sheet({
  sheet: '国有企业名录',
  type: 'StateOwnedEnterprise',
  subject: { creditCode, name: '企业名称' },
  personal: ['董事长', '联系电话'],
  kind: 'STATE_OWNED_ENTERPRISE',
  effect: 'NEUTRAL',
  item: '登记注册基本信息:企业国有资产产权登记',
  record: {
    documentNumber: documentNumber('产权登记证号'),
    documentOn: date('登记日期'),
    state: state('状态', { 占有: 'VALID', 变动: 'VALID', 注销: 'ENDED' }),
  },
  fields: { investor: text('出资人'), level: integer('级次'), stateShare: text('国有股比(%)') },
});

const arrears = sheet({
  sheet: '拖欠账款清欠',
  type: 'SupplierArrears',
  subject: { creditCode, name: '欠款单位' },
  personal: ['债权人', '经办人'],
  kind: 'SUPPLIER_ARREARS',
  effect: 'ADVERSE',
  severity: {
    rule: '保障中小企业款项支付条例:拖欠账款,信用修复管理办法未列明,暂按一般 / late payment of small suppliers is not named by NDRC order 36; ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  item: '遵守法律法规情况信息:拖欠中小企业账款',
  record: {
    documentNumber: documentNumber('台账编号'),
    documentOn: date('认定日期'),
    amount: wan('拖欠金额(万元)'),
    endedOn: date('清偿日期'),
    openUntilEnded: true,
    state: state('清偿状态', { 未清偿: 'VALID', 部分清偿: 'VALID', 已清偿: 'ENDED', 错报: 'REVOKED' }),
  },
  fields: { outstanding: text('尚欠(万元)') },
});

export default defineConnector({
  title: '区国资委 / State Assets Commission',
  protocol: spreadsheet,
  version: 1,
  recordSets: { enterprises, arrears },
  updates: { every: 'quarter', day: 20, at: '18:00' },
  lookEvery: '1h',
});
