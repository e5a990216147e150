import { departmentRight } from '../../../../schema/access/rights.ts';
import { defineConnector, defineRecordSet } from '../../../../subgraphs/connector/connector.ts';
import { date } from '../../../../subgraphs/connector/decoders/dates.ts';
import { documentNumber, text } from '../../../../subgraphs/connector/decoders/text.ts';
import { byToken } from '../../../../subgraphs/protocols/http-json-accounts.ts';
import { httpJson, type JsonQuery } from '../../../../subgraphs/protocols/http-json.ts';

/** Some of its decisions are for its own officers until they are published: each row says so. */
const rulings = defineRecordSet<JsonQuery>({
  type: 'InvestigationsRuling',
  query: { path: '/rulings', send: 'query' },
  ref: 'ID',
  subject: { creditCode: ['USCC'], name: 'MC' },
  kind: ({ cells }) => (cells['LX'] === '守信' ? 'MODEL_OF_INTEGRITY' : 'PENALTY'),
  effect: ({ cells }) => (cells['LX'] === '守信' ? 'POSITIVE' : 'ADVERSE'),
  catalogue: { item: '地方补充内容', edition: '2024' },
  level: ({ openness }) => (openness === '内部' ? { rights: [departmentRight('investigations')] } : 'SHARED'),
  record: {
    documentNumber: documentNumber('WH'),
    documentOn: date('RQ'),
    authority: '样例办案机关',
    openUntilEnded: true,
  },
  fields: { openness: text('GK') },
  freshFor: '6h',
  keepFor: '30d',
});

export default defineConnector({
  title: '办案机关 / Investigating office',
  version: 1,
  protocol: httpJson({
    path: '/api',
    account: byToken({ header: 'authorization', prefix: 'Bearer ' }),
    reply: { code: 'code', data: 'data', codes: { '0': 'ROWS', '1': 'NONE', '9': 'UNAVAILABLE' } },
    keys: ({ creditCode }) => ({ uscc: creditCode }),
  }),
  recordSets: { rulings },
});
