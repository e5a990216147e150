import { join } from 'node:path';
import type { CreateStandIn } from '../../district.ts';
import { sampleFolderOf } from '../../sample-answers.ts';
import { readKeysFrom } from '../../sm-keys.ts';
import { createSmStandIn } from '../../sm-stand-in.ts';
import { createRows, services } from './rows.ts';

/** The emergency management bureau's services behind the provincial gateway. */
export const createStandIn: CreateStandIn = (district) =>
  createSmStandIn({
    department: 'work-safety',
    district,
    keys: readKeysFrom(join(sampleFolderOf('work-safety'), 'vectors.json')),
    rows: createRows(district),
    rules: {
      path: '/yjxy/v1',
      services,
      maintenance: [{ every: 'month', day: 1, from: '01:00', until: '03:00' }],
      callsASecond: 20,
      windowMs: 3 * 60_000,
    },
  });
