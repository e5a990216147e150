import { maskPersonalNumbers } from '../../schema/legacy-keys.ts';

const roles = '经办人|联系人|法人代表|法定代表人|法人|负责人|责任人|当事人|业主|经营者|姓名|投资人';
/** 经办人李某乙, 联系人:王某丙 — up to the next sign or word that is no part of a name. */
const besideRole = new RegExp(
  `(${roles})([:：]?)([\\p{Script=Han}·]{2,4}?)(?=\\*|[,，;；。、\\s:：(（]|身份证|证件|电话|手机|联系|$)`,
  'gu',
);
/** 李某乙身份证******, 李某乙****** — but not the words that stand before a number themselves. */
const beforeNumber =
  /([\p{Script=Han}·]{2,3})(?<![证号码话机件人编*])(?=(?:的?(?:身份证|证件)(?:号码?|号)?[:：]?)?\*{11,20})/gu;

/** Free text without numbers of persons, the names that stand with them, and the `names` that are known. */
export function maskFreeText(text: string, names: readonly string[] = []): string {
  const numbersGone = maskPersonalNumbers(text);
  const knownGone = names.reduce((rest, name) => rest.replaceAll(name, stars(name)), numbersGone);
  return knownGone
    .replaceAll(besideRole, (_, role: string, colon: string, name: string) => role + colon + stars(name))
    .replaceAll(beforeNumber, stars);
}

function stars(name: string): string {
  return '*'.repeat([...name].length);
}
