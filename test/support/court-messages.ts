import iconv from 'iconv-lite';

/** An HTTP message around a body; `length` states something else than its length. */
export function http(body: Buffer | string, { status = 200, head = '', length }: Head = {}): Buffer {
  const bytes = typeof body === 'string' ? iconv.encode(body, 'gb18030') : body;
  const lines = `HTTP/1.1 ${status} X\r\nContent-Length: ${length ?? bytes.length}\r\n${head}Connection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(lines), bytes]);
}

interface Head {
  readonly status?: number;
  readonly head?: string;
  readonly length?: number;
}

/** A SOAP answer with this text as its string; the text is escaped unless it brings its own CDATA. */
export function soapAnswer(document: string): string {
  const text = document.startsWith('<![CDATA[') ? document : escape(document);
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>' +
    `<QueryExecInfoResponse xmlns="http://tempuri.org/"><QueryExecInfoResult>${text}</QueryExecInfoResult></QueryExecInfoResponse></soap:Body></soap:Envelope>`
  );
}

/** The department's document with these rows. */
export function result(rows: readonly string[], { code = '0', count = String(rows.length) } = {}): string {
  return `<?xml version="1.0" encoding="GB2312"?><RESULT><CODE>${code}</CODE><MSG>m</MSG><COUNT>${count}</COUNT><ROWS>${rows.join('')}</ROWS></RESULT>`;
}

/** One row; elements that are not named are missing, as they sometimes are. */
export function row(cells: Readonly<Record<string, string>>): string {
  return `<ROW>${Object.entries(cells)
    .map(([name, value]) => (value === '' ? `<${name}/>` : `<${name}>${escape(value)}</${name}>`))
    .join('')}</ROW>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
