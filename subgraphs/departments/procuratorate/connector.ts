import { defineConnector } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { code, documentNumber, statedCode, text } from '../../connector/decoders/text.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { defineForm } from '../../protocols/spreadsheet-form.ts';
import { isUpheld, judgedOrSued } from './outcome.ts';

const sheet = defineForm({
  bureau: '遂宁市安居区人民检察院',
  edition: '2024',
  serial: '序号',
  remark: '备注',
  freshFor: '120d',
  keepFor: '400d',
});
const creditCode = ['统一社会信用代码'];

const publicInterestActions = sheet({
  sheet: '民事公益诉讼',
  type: 'PublicInterestAction',
  // Persons are sued as well; their number then stands where the code of an organisation belongs.
  subject: { creditCode, name: '被告', nameMayBePersonal: true },
  kind: 'PUBLIC_INTEREST_ACTION',
  effect: (row) => (isUpheld(row) ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '民事公益诉讼判决支持或调解,信用修复管理办法未列明,暂按一般 / an upheld or settled public interest action is not named by NDRC order 36; counts as ordinary (provisional)',
    of: () => 'ORDINARY',
  },
  item: '司法裁判及执行信息',
  record: {
    documentNumber: documentNumber('案号'),
    documentOn: judgedOrSued('裁判日期', '起诉日期'),
    amount: wan('赔偿金额(万元)'),
    authority: text('审理法院'),
  },
  fields: {
    area: text('领域'),
    suedOn: date('起诉日期'),
    outcome: statedCode('PublicInterestOutcome', '结果', {
      审理中: 'PENDING',
      支持: 'UPHELD',
      部分支持: 'PARTLY_UPHELD',
      调解: 'SETTLED',
      驳回: 'DISMISSED',
      撤诉: 'WITHDRAWN',
    }),
  },
});

const proposals = sheet({
  sheet: '检察建议',
  type: 'ProcuratorialProposal',
  subject: { creditCode, name: '被建议单位' },
  personal: ['联系人'],
  kind: 'PROCURATORIAL_PROPOSAL',
  // A proposal asks for something; it establishes nothing.
  effect: 'NEUTRAL',
  item: '遵守法律法规情况信息:检察建议',
  record: { documentNumber: documentNumber('建议书文号'), documentOn: date('发出日期') },
  fields: {
    subjectMatter: text('建议事项'),
    reply: code('ProposalReply', '回复情况', {
      期限内: 'AWAITED',
      已采纳: 'ACCEPTED',
      已整改: 'CARRIED_OUT',
      逾期未复: 'OVERDUE',
    }),
  },
});

export default defineConnector({
  title: '区人民检察院 / People’s Procuratorate',
  protocol: spreadsheet,
  version: 1,
  recordSets: { publicInterestActions, proposals },
  updates: { every: 'quarter', day: 15, at: '18:00' },
  lookEvery: '1h',
});
