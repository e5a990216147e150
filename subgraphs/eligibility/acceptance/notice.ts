import type { Deadline } from '../../../schema/working-days.ts';
import { sha256 } from '../../../schema/canonical-json.ts';
import type { Matter } from '../matters/matter.ts';
import type { Notice } from './acceptance.ts';

/** The notice for an acceptance: every material that is missing, in which form, by when, and what follows if it does not come. */
export function writeNotice(matter: Matter, missing: readonly string[], due: Deadline): Notice {
  const materials = matter.materials
    .filter(({ code }) => missing.includes(code))
    .map(({ code, form, title }) => `${code} ${title}(${form})`);
  const provisional = due.provisional ? '(该年节假日安排公布后以重新推算的日期为准)' : '';
  const text = [
    `事项:${matter.title}(${matter.code})`,
    `须补正的材料:${materials.join(';')}`,
    `补正期限:${matter.supplementWithin}个工作日,至${due.on}止${provisional}`,
    '逾期未补正的,终止办理或者撤回已作出的决定,由此造成的损失由申请人承担,并作为承诺未履行记录在案。',
  ].join('\n');
  return { text, sha256: sha256(text) };
}
