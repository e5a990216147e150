import { randomInt } from 'node:crypto';
import { localDay } from '../rules/local-day.ts';

/** No letter that is taken for a digit when somebody reads the id out. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const length = 12;

/** A new measure's id, e.g. `M20261124-7KQX9ABCDEF2`: the local day of its initiation and 59 random bits. */
export function newMeasureId(at: string): string {
  const random = Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
  return `M${localDay(at).replaceAll('-', '')}-${random}`;
}
