import { join } from 'node:path';
import { readReviewedFile } from '../../reviewed/reviewed-file.ts';
import type { GreenChannelRule } from './green-channel-rule.ts';
import { readRule } from './read-rule.ts';

/**
 * The reviewed editions of the rule, oldest first.
 * @throws ReviewedFileFaulty with every fault of the file.
 */
export function loadGreenChannelRules(
  file = join(import.meta.dirname, 'green-channel.json'),
): readonly GreenChannelRule[] {
  return readReviewedFile(file, (fields) => {
    const rules = fields.list('editions', readRule);
    rules.slice(1).forEach((later, at) => {
      const until = rules[at]?.inForceUntil ?? '9999-12-31';
      if (until >= later.inForceFrom) fields.fault(`has ${later.edition} in force before the edition ahead of it ends`);
    });
    return rules;
  });
}
