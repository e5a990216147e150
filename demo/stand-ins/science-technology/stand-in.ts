import type { CreateStandIn } from '../../district.ts';
import { createUploadFolder } from '../../upload-folder.ts';
import { generateRows } from './rows.ts';
import { uploadBytes } from './workbook.ts';

/** The folder in which the bureau's uploads land. */
export const createStandIn: CreateStandIn = async (district) => {
  const rows = generateRows(district);
  return createUploadFolder(district, {
    department: 'science-technology',
    prefix: 'kjj',
    every: 'quarter',
    day: 8,
    bytes: (spoilt) => uploadBytes(rows, ...(spoilt ? ['科研失信' as const] : [])),
  });
};
