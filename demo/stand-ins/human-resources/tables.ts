import type { District } from '../../district.ts';
import { generateTables, type Tables } from './rows.ts';
import { sampleRows } from './sample-rows.ts';

/** The four tables: the document's sample and the district's rows. */
export function createTables(district: District): Tables {
  const sample = sampleRows();
  const { AB01, LDBZ_PJ, QX_MD, SB_QF } = generateTables(district);
  return {
    AB01: [...(sample['AB01'] ?? []), ...AB01],
    LDBZ_PJ: [...(sample['LDBZ_PJ'] ?? []), ...LDBZ_PJ],
    QX_MD: [...(sample['QX_MD'] ?? []), ...QX_MD],
    SB_QF: [...(sample['SB_QF'] ?? []), ...SB_QF],
  };
}
