import iconv from 'iconv-lite';
import type { HeldRow } from './sample-rows.ts';

/** An answer as it goes on the wire. */
export interface Message {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const columns =
  'ZLBH BH FYMC BZXRMC BZXRLX TYSHXYDM ZZJGDM SFZH FDDBR AH ZXYJWH LARQ JDRQ FBRQ ZXBDE LXQK XWQX YXQS YXQZ ZT CXRQ BZ';
// None of these is to be believed: the bytes are always GB18030.
const contentTypes = ['text/xml; charset=utf-8', 'text/xml; charset=gb2312', 'text/xml'];
const declarations = ['GB2312', 'utf-8', 'GB18030'];

/** What the service can be called for; both take and give a document in a string. */
export type Operation = 'QueryExecInfo' | 'SubmitOrder';

/** The operation that a SOAPAction header names, its quotes included; null for any other. */
export function operationOf(action: string): Operation | null {
  const name = /^"http:\/\/tempuri\.org\/(QueryExecInfo|SubmitOrder)"$/.exec(action)?.[1];
  return (name as Operation | undefined) ?? null;
}

export interface Result {
  readonly code: string;
  readonly message: string;
  readonly rows?: readonly Pick<HeldRow, 'cells'>[];
  /** What the answer claims, when that is not the number of its rows. */
  readonly count?: number;
}

/** An answer of the department's own program. `turn` chooses among the charsets it claims, and escaping or CDATA. */
export function resultMessage(
  { code, message, rows = [], count = rows.length }: Result,
  turn: number,
  operation: Operation = 'QueryExecInfo',
): Message {
  const document =
    `<?xml version="1.0" encoding="${declarations[turn % 3]}"?><RESULT><CODE>${code}</CODE><MSG>${message}</MSG>` +
    `<COUNT>${count}</COUNT><ROWS>${rows.map(rowXml).join('')}</ROWS></RESULT>`;
  const text = turn % 2 === 0 ? escape(document) : `<![CDATA[${document}]]>`;
  const envelope = inEnvelope(
    `<${operation}Response xmlns="http://tempuri.org/"><${operation}Result>${text}</${operation}Result></${operation}Response>`,
  );
  return {
    status: 200,
    headers: { 'Content-Type': contentTypes[turn % 3]! },
    body: iconv.encode(envelope, 'gb18030'),
  };
}

/** A Fault comes from the framework, which alone writes UTF-8. */
export function faultMessage(reason: string): Message {
  const fault = `<soap:Fault><faultcode>soap:Client</faultcode><faultstring>${reason}</faultstring><detail/></soap:Fault>`;
  return {
    status: 500,
    headers: { 'Content-Type': 'text/xml; charset=utf-8' },
    body: Buffer.from(inEnvelope(fault)),
  };
}

export function pageMessage(status: number, title: string): Message {
  const page = `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'Content-Type': 'text/html' }, body: iconv.encode(page, 'gb18030') };
}

function rowXml({ cells }: Pick<HeldRow, 'cells'>): string {
  const elements = columns.split(' ').filter((column) => cells[column] !== undefined);
  return `<ROW>${elements.map((name) => (cells[name] === '' ? `<${name}/>` : `<${name}>${escape(cells[name]!)}</${name}>`)).join('')}</ROW>`;
}

function inEnvelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
