import { join } from 'node:path';
import { readKeysFrom, type BureauKeys } from '../../sm-keys.ts';
import { folder } from './sample-rows.ts';

export function readBureauKeys(): BureauKeys {
  return readKeysFrom(join(folder, 'vectors.json'));
}
