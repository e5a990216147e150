import { defineConnector, defineRecordSet, type Duration } from '../../connector/connector.ts';
import { yuan } from '../../connector/decoders/amounts.ts';
import { date } from '../../connector/decoders/dates.ts';
import { RowUnreadable, type Decoder } from '../../connector/decoders/decoder.ts';
import { until } from '../../connector/decoders/periods.ts';
import { state } from '../../connector/decoders/state.ts';
import { code, documentNumber, list, text } from '../../connector/decoders/text.ts';
import { dbf } from '../../protocols/dbf.ts';
import type { DbfQuery } from '../../protocols/dbf-query.ts';

// The bureau is gone and its files are only corrected now and then, so their own age says nothing. What counts is
// when the share was last seen to be there; it is looked at every hour.
const freshFor: Duration = '2d';
const keepFor: Duration = '400d';
const edition = '2024';

const subject = {
  // Since 2016 some hold a credit code.
  organisationCode: ['JGDM'],
  name: 'QYMC',
  // C40 in code page 936.
  nameCutAt: 20,
};

/** An inspection without a known result is neither good nor bad, and must not pass for either. */
const result: Decoder<'PASSED' | 'FAILED'> = (() => {
  const known = code('QualityInspectionResult', 'JG', { 合格: 'PASSED', 不合格: 'FAILED' });
  return {
    ...known,
    read(cells) {
      const value = known.read(cells);
      if (value === null) throw new RowUnreadable('CODE_UNKNOWN', 'JG is empty');
      return value;
    },
  };
})();

const licences = defineRecordSet<DbfQuery>({
  type: 'QualityLicence',
  query: {
    file: 'SCXKZ.DBF',
    columns: {
      required: ['ZSBH', 'QYMC', 'JGDM', 'CPMC', 'FZRQ', 'YXQZ', 'FZJG', 'ZT', 'BZ'],
      // Read for one purpose: so that the name can be struck out of the remark.
      optional: ['FDDBR'],
    },
  },
  subject,
  personal: ['FDDBR'],
  kind: 'LICENCE',
  effect: 'NEUTRAL',
  catalogue: { item: '行政管理信息:行政许可', edition },
  record: {
    documentNumber: documentNumber('ZSBH'),
    documentOn: date('FZRQ'),
    validFrom: date('FZRQ'),
    validUntil: until('YXQZ'),
    authority: text('FZJG'),
    state: state('ZT', { '1': 'VALID', '2': 'ENDED', '3': 'REVOKED', '4': 'ENDED' }),
    remark: text('BZ'),
  },
  fields: { product: text('CPMC') },
  freshFor,
  keepFor,
});

const inspections = defineRecordSet<DbfQuery>({
  type: 'QualityInspection',
  query: {
    file: 'CCJG.DBF',
    columns: { required: ['BGBH', 'QYMC', 'JGDM', 'CPMC', 'CCRQ', 'JG', 'BHGXM', 'FKJE', 'JYJG', 'BZ'] },
  },
  subject,
  kind: 'INSPECTION_RESULT',
  effect: ({ fields }) => (fields['result'] === 'FAILED' ? 'ADVERSE' : 'NEUTRAL'),
  severity: {
    rule: '监督抽查不合格:有罚款为一般,无罚款为轻微 (暂定) / failed inspection: ordinary with a fine, else minor (provisional)',
    of: ({ amountFen }) => (amountFen === null ? 'MINOR' : 'ORDINARY'),
  },
  catalogue: { item: '行政管理信息:监督检查', edition },
  record: {
    documentNumber: documentNumber('BGBH'),
    documentOn: date('CCRQ'),
    amount: yuan('FKJE'),
    authority: text('JYJG'),
    remark: text('BZ'),
  },
  fields: { result, product: text('CPMC'), failedItems: list('BHGXM', /[、,，;；]/) },
  freshFor,
  keepFor,
});

export default defineConnector({
  title: '质量技术监督局(历史业务库) / Quality and Technical Supervision (historical files)',
  protocol: dbf,
  version: 1,
  recordSets: { licences, inspections },
  lookEvery: '1h',
});
