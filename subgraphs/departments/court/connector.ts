import { defineConnector, defineRecordSet, type RecordSet, type Severity } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { custom } from '../../connector/decoders/decoder.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { documentNumber, text } from '../../connector/decoders/text.ts';
import { textOf, type LegacyRow } from '../../connector/legacy-row.ts';
import { isOrganisationName } from '../../connector/names.ts';
import { orderNames } from '../../protocols/order-cells.ts';
import type { SoapConnection } from '../../protocols/soap-call.ts';
import { soapOrders } from '../../protocols/soap-orders.ts';
import { soap, type SoapQuery } from '../../protocols/soap.ts';

const catalogue = { item: '司法裁判及执行信息', edition: '2024' };

/** The court's own label of a natural person; its document says that it is often missing and often wrong. */
const isLabelledPerson = (cells: LegacyRow['cells']) => textOf(cells, 'BZXRLX')?.normalize('NFKC') === '1';

/** The name as this court writes it. A row under the owner's own name does not show it. */
const subjectName = custom('String', ['BZXRMC'], (cells) => {
  const name = textOf(cells, 'BZXRMC');
  return name !== null && isOrganisationName(name) ? name : null;
});

interface List {
  readonly type: string;
  readonly query: SoapQuery;
  readonly kind: string;
  readonly severity: { readonly rule: string; readonly of: () => Severity };
  readonly fields?: RecordSet['fields'];
}

/** The four lists of this court have one row form. */
function list({ type, query, kind, severity, fields = {} }: List): RecordSet<SoapQuery> {
  return defineRecordSet<SoapQuery>({
    type,
    query,
    ref: 'BH',
    subject: {
      creditCode: ['TYSHXYDM'],
      organisationCode: ['ZZJGDM'],
      name: 'BZXRMC',
      nameMayBePersonal: true,
      personalNumbers: ['SFZH'],
      personLabel: { is: isLabelledPerson, trusted: false },
    },
    personal: ['FDDBR'],
    kind,
    effect: 'ADVERSE',
    severity,
    catalogue,
    record: {
      documentNumber: documentNumber('AH'),
      documentOn: date('JDRQ'),
      validFrom: date('YXQS'),
      // In this system YXQZ is the end of the period; elsewhere the same name is its beginning.
      validUntil: until('YXQZ'),
      amount: yuan('ZXBDE'),
      authority: text('FYMC'),
      state: state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED' }),
      endedOn: date('CXRQ'),
      remark: text('BZ'),
    },
    fields: {
      subjectName,
      basisDocumentNumber: documentNumber('ZXYJWH'),
      filedOn: date('LARQ'),
      publishedOn: date('FBRQ'),
      performance: text('LXQK'),
      ...fields,
    },
    freshFor: '6h',
    keepFor: '7d',
  });
}

const onSeriousList = {
  rule: '失信被执行人名单 (法释〔2017〕7号) 属严重失信主体名单,按信用修复管理办法列为严重 / on a list of serious dishonesty',
  of: (): Severity => 'SERIOUS',
};
/** The class of these three is not settled by the rule itself: an assumption of this gateway. */
const notOnSeriousList = {
  rule: '执行信息未列入严重失信主体名单,按一般失信对待 (暂定) / enforcement without entry on such a list (provisional)',
  of: (): Severity => 'ORDINARY',
};

const namespace = 'http://tempuri.org/';

/** Both operations of the service take and give documents of one form, and keep one table of codes. */
function operation(name: string): SoapConnection {
  return {
    path: '/zxws/ExecService.asmx',
    operation: { action: `${namespace}${name}`, namespace, name, parameter: 'xmlParam' },
    request: { root: 'REQ', user: 'USER', password: 'PWD' },
    reply: {
      root: 'RESULT',
      code: 'CODE',
      count: 'COUNT',
      rows: 'ROWS',
      row: 'ROW',
      codes: { '0': 'ROWS', '1': 'NONE', E01: 'REFUSED', E02: 'REFUSED', E03: 'REFUSED', E05: 'BUSY' },
    },
  };
}

export default defineConnector({
  title: '法院 / Court',
  version: 1,
  protocol: soap({
    ...operation('QueryExecInfo'),
    maxRows: 200,
    // The name finds old cases that carry nothing else. Where it finds too much, the codes alone are asked for.
    keys({ creditCode, organisationCode, name }) {
      const codes = { TYSHXYDM: creditCode, ZZJGDM: organisationCode, MC: '' };
      return name === null ? [codes] : [{ ...codes, MC: name }, codes];
    },
  }),
  recordSets: {
    judgmentDebtorListings: list({
      type: 'JudgmentDebtorListing',
      query: { TYPE: 'SX' },
      kind: 'DISHONEST_JUDGMENT_DEBTOR',
      severity: onSeriousList,
      fields: { conduct: text('XWQX') },
    }),
    enforcementCases: list({
      type: 'EnforcementCase',
      query: { TYPE: 'BZXR' },
      kind: 'JUDGMENT_DEBTOR',
      severity: notOnSeriousList,
    }),
    consumptionRestrictions: list({
      type: 'ConsumptionRestriction',
      query: { TYPE: 'XG' },
      kind: 'CONSUMPTION_RESTRICTION',
      severity: notOnSeriousList,
      fields: { conduct: text('XWQX') },
    }),
    terminatedEnforcements: list({
      type: 'TerminatedEnforcement',
      query: { TYPE: 'ZB' },
      kind: 'EXECUTION_TERMINATED',
      severity: notOnSeriousList,
    }),
  },
  orders: soapOrders({ ...operation('SubmitOrder'), names: orderNames }),
  rates: [{ calls: 60, per: 'minute' }],
  updates: { every: 'day', at: '22:00' },
  maintenance: [
    { every: 'day', from: '00:00', until: '05:00' },
    { every: 'week', weekday: 3, from: '12:00', until: '14:00' },
  ],
});
