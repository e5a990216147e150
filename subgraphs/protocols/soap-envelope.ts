import { AnswerUnreadable } from './answer-unreadable.ts';
import { childOf, escapeXml, readXml, resolveReferences, type XmlElement } from './soap-xml.ts';

/** One operation of a service that takes a document as a string and gives one back (SOAP 1.1, document/literal). */
export interface SoapOperation {
  /** Value of the SOAPAction header, without its quotes. */
  readonly action: string;
  readonly namespace: string;
  readonly name: string;
  /** Name of the operation's only parameter. */
  readonly parameter: string;
}

/** A SOAP Fault: the framework, not the department's own program, refused or failed. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  /** The request itself was at fault. */
  readonly byClient: boolean;
  constructor(code: string) {
    super(`SOAP fault ${code}`);
    this.byClient = /(?:^|:)Client(?:\.|$)/.test(code);
  }
}

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The whole request around a document; the declaration is the one this family of systems sends and ignores. */
export function sealEnvelope({ namespace, name, parameter }: SoapOperation, document: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Body><${name} xmlns="${namespace}">`,
    `<${parameter}>${escapeXml(document)}</${parameter}>`,
    `</${name}></soap:Body></soap:Envelope>`,
  ].join('');
}

/** Root of the document that an answer carries as a string, escaped once or twice, or in CDATA. Throws SoapFault. */
export function openEnvelope({ name }: SoapOperation, answer: string): XmlElement {
  const envelope = readXml(answer);
  const body = envelope.name === 'Envelope' ? childOf(envelope, 'Body') : null;
  if (body === null) throw new AnswerUnreadable('the answer is no SOAP envelope');
  const fault = childOf(body, 'Fault');
  if (fault !== null) throw new SoapFault(faultCode(fault));
  const response = childOf(body, `${name}Response`);
  const result = response === null ? null : childOf(response, `${name}Result`);
  if (result === null || result.children.length > 0) throw new AnswerUnreadable('the envelope holds no result string');
  const document = result.text.trim();
  return readXml(document.startsWith('&lt;') ? resolveReferences(document) : document);
}

function faultCode(fault: XmlElement): string {
  const code = childOf(fault, 'faultcode')?.text.trim() ?? '';
  return /^[\w.:-]{1,80}$/.test(code) ? code : 'without a code';
}
