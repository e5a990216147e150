import { maskPersonalNumbers } from '../../schema/legacy-keys.ts';

const roles =
  '经办人|联系人|法人代表|法定代表人|法人|负责人|责任人|当事人|业主|经营者|姓名|投资人|被执行人|股东|配偶|其妻|其夫|实际控制人|填表人|填报人|制表人';
/** The commonest surnames, without those that are also everyday words at the beginning of a clause. */
const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范方石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const name = '([\\p{Script=Han}·]{2,4}?)';
/** 联系人:王某丙 up to the next sign. */
const afterColon = new RegExp(`(${roles})([:：])${name}(?=[,，;；。、\\s(（]|$)`, 'gu');
/** 经办人李某乙身份证 up to the next word that is no part of a name. */
const besideNumber = new RegExp(`(${roles})([:：\\s]?)${name}(?=[\\s,，(（]*\\*|身份证|证件|电话|手机|联系)`, 'gu');
/** 法定代表人张某甲已被…: a surname straight after the role; one character too many is masked rather than one too few. */
const surnameAfterRole = new RegExp(`(${roles})([:：]?)([${surnames}][\\p{Script=Han}]{1,2})`, 'gu');
/** 李某乙身份证******, 李某乙****** — but not the words that stand before a number themselves. */
const beforeNumber =
  /([\p{Script=Han}·]{2,3})(?<![证号码话机件人编*])(?=[\s,，(（]*(?:的?(?:身份证|证件)(?:号码?|号)?)?[\s:：(（]*\*{11,20})/gu;

/** Free text without numbers of persons, the names that stand with them, and the `names` that are known. */
export function maskFreeText(text: string, names: readonly string[] = []): string {
  const numbersGone = maskPersonalNumbers(text);
  const knownGone = names.reduce(hideKnown, numbersGone);
  return knownGone
    .replaceAll(afterColon, hideName)
    .replaceAll(besideNumber, hideName)
    .replaceAll(surnameAfterRole, hideName)
    .replaceAll(beforeNumber, stars);
}

/** A known name, also with blanks between its characters. */
function hideKnown(text: string, name: string): string {
  if (text.includes(name)) return text.replaceAll(name, stars(name));
  const spaced = [...name].map((sign) => sign.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+');
  return /\s/.test(text) ? text.replaceAll(new RegExp(spaced, 'g'), stars(name)) : text;
}

function hideName(_: string, role: string, colon: string, name: string): string {
  return role + colon + stars(name);
}

function stars(name: string): string {
  return '*'.repeat([...name].length);
}
