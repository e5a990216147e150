import { plainName } from './spreadsheet-workbook.ts';

const total = /^(?:本?[页月季年度]+)?(?:合计|总计|小计|共计)(?:[:(].*)?$/;
const signature =
  /^(?:备?注|说明|填表说明|填报说明|填报单位|填报人|填表人|制表人?|审核人?|单位负责人|负责人|经办人|联系人|联系电话|联系方式|填报日期|填表日期|报送日期|日期)(?:\d{0,2})[:.、]/;
const continued = /^\(?\d{1,2}[.、)]/;

/** Whether a line sums up the ones above it, by what it says first. */
export function isTotal(text: string): boolean {
  return total.test(plainName(text));
}

/** Whether a line under a table only explains or signs it: every one of its cells does. */
export function isNote(texts: readonly string[]): boolean {
  const said = texts.map(plainName).filter((text) => text !== '');
  return (
    said.length > 0 && (said.every((text) => signature.test(text)) || (said.length === 1 && continued.test(said[0]!)))
  );
}
