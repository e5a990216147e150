import { defineConnector, defineRecordSet, type Duration } from '../../connector/connector.ts';
import { wan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, text } from '../../connector/decoders/text.ts';
import { spreadsheet } from '../../protocols/spreadsheet.ts';
import { soundRow } from '../../protocols/spreadsheet-errors.ts';
import type { SheetQuery } from '../../protocols/spreadsheet-query.ts';
import { researchSanctionSeverity } from './sanction-severity.ts';

// Due by the tenth of each quarter: 92 days and a month's grace after the one before.
const freshFor: Duration = '120d';
const keepFor: Duration = '400d';
const edition = '2024';
const bureau = '遂宁市安居区科学技术局';

const codes = ['统一社会信用代码', '组织机构代码'];
const subjectNamed = (name: string) => ({ creditCode: [codes[0]!], organisationCode: [codes[1]!], name });

const enterpriseSheet: SheetQuery = {
  sheet: '高新技术企业',
  columns: [...codes, '企业名称', '证书编号', '发证日期', '有效期至', '状态', '认定机构', '备注'],
  dates: ['发证日期', '有效期至'],
};
const projectSheet: SheetQuery = {
  sheet: '项目经费',
  columns: [...codes, '单位名称', '项目编号', '立项日期', '资助金额(万元)', '状态', '备注'],
  // The interface document names it without the unit.
  aliases: { '资助金额(万元)': ['资助金额'] },
  dates: ['立项日期'],
};
const sanctionSheet: SheetQuery = {
  sheet: '科研失信',
  columns: [...codes, '单位名称', '处理文号', '决定日期', '执行期自', '执行期至', '处理内容', '备注'],
  dates: ['决定日期', '执行期自', '执行期至'],
};

const highTechEnterprises = defineRecordSet<SheetQuery>({
  type: 'HighTechEnterprise',
  query: enterpriseSheet,
  subject: subjectNamed('企业名称'),
  kind: 'HIGH_TECH_ENTERPRISE',
  effect: 'POSITIVE',
  catalogue: { item: '行政管理信息:行政确认', edition },
  record: {
    documentNumber: documentNumber('证书编号'),
    documentOn: soundRow(enterpriseSheet.columns, date('发证日期')),
    validFrom: date('发证日期'),
    validUntil: until('有效期至'),
    authority: text('认定机构'),
    // 到期 only repeats what the dates say.
    state: state('状态', { 有效: 'VALID', 到期: 'VALID', 撤销: 'REVOKED' }),
    remark: text('备注'),
  },
  fields: {},
  freshFor,
  keepFor,
});

const projects = defineRecordSet<SheetQuery>({
  type: 'ResearchProject',
  query: projectSheet,
  subject: subjectNamed('单位名称'),
  kind: 'PROJECT_FUNDING',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政给付', edition },
  record: {
    documentNumber: documentNumber('项目编号'),
    documentOn: soundRow(projectSheet.columns, date('立项日期')),
    amount: wan('资助金额(万元)'),
    authority: bureau,
    state: state('状态', { 在研: 'VALID', 结题: 'VALID', 撤销: 'REVOKED' }),
    remark: text('备注'),
  },
  fields: {
    progress: code('ResearchProjectProgress', '状态', { 在研: 'UNDER_WAY', 结题: 'CONCLUDED', 撤销: 'WITHDRAWN' }),
  },
  freshFor,
  keepFor,
});

const sanctions = defineRecordSet<SheetQuery>({
  type: 'ResearchIntegritySanction',
  query: sanctionSheet,
  // Persons are filled in here by mistake, now and then without a number.
  subject: { ...subjectNamed('单位名称'), nameMayBePersonal: true },
  kind: 'RESEARCH_INTEGRITY_SANCTION',
  effect: 'ADVERSE',
  severity: researchSanctionSeverity('处理内容'),
  catalogue: { item: '遵守法律法规情况信息:科研诚信', edition },
  record: {
    documentNumber: documentNumber('处理文号'),
    documentOn: soundRow(sanctionSheet.columns, date('决定日期')),
    validFrom: date('执行期自'),
    validUntil: until('执行期至'),
    authority: bureau,
    remark: text('备注'),
  },
  fields: { content: text('处理内容') },
  freshFor,
  keepFor,
});

export default defineConnector({
  title: '科学技术局 / Science and Technology',
  protocol: spreadsheet,
  version: 1,
  recordSets: { highTechEnterprises, projects, sanctions },
  updates: { every: 'quarter', day: 10, at: '18:00' },
  lookEvery: '1h',
});
