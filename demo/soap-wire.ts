import iconv from 'iconv-lite';

/** An answer as it goes on the wire. */
export interface Message {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Names of one department's operation and of the elements of its answers. */
export interface SoapDialect {
  readonly namespace: string;
  readonly operation: string;
  readonly root: string;
  readonly code: string;
  readonly message: string;
  readonly count: string;
  readonly rows: string;
  readonly row: string;
}

export interface SoapResult {
  readonly code: string;
  readonly message: string;
  readonly rows?: readonly Readonly<Record<string, string>>[];
  /** What the answer claims, when that is not the number of its rows. */
  readonly count?: number;
}

// None of these is to be believed: the bytes are always GB18030.
const contentTypes = ['text/xml; charset=utf-8', 'text/xml; charset=gb2312', 'text/xml'];
const declarations = ['GB2312', 'utf-8', 'GB18030'];

/** An answer of the department's own program. `turn` chooses among the charsets it claims, and escaping or CDATA. */
export function soapMessage(
  { code, message, rows = [], count = rows.length }: SoapResult,
  turn: number,
  dialect: SoapDialect,
): Message {
  const { namespace, operation, root } = dialect;
  const element = (name: string, content: string) => `<${name}>${content}</${name}>`;
  const document =
    `<?xml version="1.0" encoding="${declarations[turn % 3]}"?><${root}>` +
    element(dialect.code, code) +
    element(dialect.message, message) +
    element(dialect.count, String(count)) +
    element(dialect.rows, rows.map((cells) => element(dialect.row, rowXml(cells))).join('')) +
    `</${root}>`;
  const text = turn % 2 === 0 ? escape(document) : `<![CDATA[${document}]]>`;
  const envelope = inEnvelope(
    `<${operation}Response xmlns="${namespace}"><${operation}Result>${text}</${operation}Result></${operation}Response>`,
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

function rowXml(cells: Readonly<Record<string, string>>): string {
  return Object.entries(cells)
    .map(([name, value]) => (value === '' ? `<${name}/>` : `<${name}>${escape(value)}</${name}>`))
    .join('');
}

function inEnvelope(body: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
