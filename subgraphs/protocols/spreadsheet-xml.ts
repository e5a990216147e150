import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AnswerUnreadable } from './answer-unreadable.ts';
import { resolveReferences } from './soap-xml.ts';
import { UploadUnreadable } from './spreadsheet-fault.ts';

/** An element: its children by local name, each a list, and its attributes under `@name`. Text alone stands for itself. */
export type XmlNode = string | { readonly [name: string]: string | readonly XmlNode[] };

const TEXT = '#text';
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // References are resolved where a text is read; declared entities are not expanded at all.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

/** The root element of one part of an .xlsx. A document type, and with it any entity of its own, is refused. */
export function readPart(document: string, root: string): XmlNode {
  const text = document.replace(/^\uFEFF/, '').trim();
  if (/<!DOCTYPE/i.test(text)) throw new UploadUnreadable(`the ${root} declares a document type`);
  if (XMLValidator.validate(text) !== true) throw new UploadUnreadable(`the ${root} is not well-formed XML`);
  const [node] = childrenOf(parser.parse(text) as XmlNode, root);
  if (node === undefined) throw new UploadUnreadable(`there is no ${root} where one has to be`);
  return node;
}

export function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  const children = typeof node === 'string' ? undefined : node[name];
  return children === undefined || typeof children === 'string' ? [] : children;
}

export function attributeOf(node: XmlNode, name: string): string | undefined {
  const value = typeof node === 'string' ? undefined : node[`@${name}`];
  return typeof value === 'string' ? resolved(value) : undefined;
}

/** What the element itself holds as text; '' for an empty one. */
export function textIn(node: XmlNode): string {
  const text = typeof node === 'string' ? node : node[TEXT];
  return typeof text === 'string' ? resolved(text) : '';
}

function resolved(text: string): string {
  try {
    return resolveReferences(text);
  } catch (error) {
    if (error instanceof AnswerUnreadable)
      throw new UploadUnreadable('an unknown character reference', { cause: error });
    throw error;
  }
}
