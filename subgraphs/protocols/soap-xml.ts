import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AnswerUnreadable } from './answer-unreadable.ts';

/** An element by its local name; `text` is what it directly holds, references resolved, CDATA as it stands. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

type Node = Readonly<Record<string, unknown>>;

const TEXT = '#text';
const CDATA = '#cdata';
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // References are resolved below: here CDATA would be resolved too, and declared entities would be expanded.
  processEntities: false,
  cdataPropName: CDATA,
  ignoreDeclaration: true,
  ignorePiTags: true,
});
const predefined: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

/** The root of a well-formed document. A document type, and with it any entity of its own, is refused. */
export function readXml(document: string): XmlElement {
  const text = document.trim();
  if (/<!DOCTYPE/i.test(text)) throw new AnswerUnreadable('the answer declares a document type');
  if (XMLValidator.validate(text) !== true) throw new AnswerUnreadable('the answer is not well-formed XML');
  const roots = parse(text).filter((node) => !(TEXT in node));
  if (roots.length !== 1) throw new AnswerUnreadable('the answer is not one XML document');
  return elementOf(roots[0]!);
}

function parse(text: string): Node[] {
  try {
    return parser.parse(text) as Node[];
  } catch (error) {
    throw new AnswerUnreadable('the answer is not well-formed XML', { cause: error });
  }
}

function elementOf(node: Node): XmlElement {
  const [name, content] = Object.entries(node).find(([key]) => key !== ':@')!;
  const parts = content as Node[];
  return {
    name,
    text: parts.map(textOfPart).join(''),
    children: parts.filter((part) => !(TEXT in part) && !(CDATA in part)).map(elementOf),
  };
}

function textOfPart(part: Node): string {
  if (TEXT in part) return resolveReferences(String(part[TEXT]));
  if (!(CDATA in part)) return '';
  return (part[CDATA] as Node[]).map((raw) => String(raw[TEXT])).join('');
}

/** The five predefined references and characters by number; every other name is refused. */
export function resolveReferences(text: string): string {
  return text.replaceAll(/&[^;&]*;?/g, (reference) => {
    const number = /^&#(?:x([0-9a-f]{1,6})|(\d{1,7}));$/i.exec(reference);
    const sign = number === null ? predefined[reference] : signOf(number[1], number[2]);
    if (sign === undefined) throw new AnswerUnreadable('the answer holds an unknown character reference');
    return sign;
  });
}

function signOf(hexadecimal: string | undefined, decimal: string | undefined): string | undefined {
  const point = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  const exists = point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
  return exists ? String.fromCodePoint(point) : undefined;
}

/** Child of this name; null when there is none. Two of them contradict each other. */
export function childOf({ children }: XmlElement, name: string): XmlElement | null {
  const found = children.filter((child) => child.name === name);
  if (found.length > 1) throw new AnswerUnreadable(`the answer holds ${name} more than once`);
  return found[0] ?? null;
}

/** Text as it may stand in an element or in a quoted attribute. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
