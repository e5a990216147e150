import { defineRecordSet, type RecordSet } from '../../connector/connector.ts';
import type { SmQuery } from '../../protocols/http-sm.ts';

export const edition = '2024';

type Own = Omit<RecordSet<SmQuery>, 'ref' | 'subject' | 'personal' | 'freshFor' | 'keepFor'>;

/** What all services of this bureau have in common. */
export function recordSet(own: Own): RecordSet<SmQuery> {
  return defineRecordSet<SmQuery>({
    ...own,
    ref: 'lsh',
    subject: {
      creditCode: ['tyshxydm'],
      organisationCode: ['zzjgdm'],
      name: 'dwmc',
      nameMayBePersonal: true,
      personalNumbers: ['sfzh'],
    },
    personal: ['zyfzr', 'lxdh'],
    freshFor: '2h',
    keepFor: '14d',
  });
}
