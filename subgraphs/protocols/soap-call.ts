import type { Runtime, Settings } from '../connector/protocol.ts';
import { addressBelow, createHttpClient } from './http-client.ts';
import { readAnswer } from './soap-answer.ts';
import { encodeMessage } from './soap-charset.ts';
import { sealEnvelope, type SoapOperation } from './soap-envelope.ts';
import type { ReplyForm, Rows } from './soap-reply.ts';
import { escapeXml } from './soap-xml.ts';

export type Elements = Readonly<Record<string, string>>;

/** An operation that takes an XML document as a string and gives one back, in GB18030. */
export interface SoapConnection {
  /** Where the service lies below the configured address; an address that ends so is taken as it is. */
  readonly path: string;
  readonly operation: SoapOperation;
  /** Elements of the document that is sent: its root, and those that hold the account. */
  readonly request: { readonly root: string; readonly user: string; readonly password: string };
  readonly reply: ReplyForm;
}

export const soapSettings = ['user', 'password'] as const;

export interface SoapCaller {
  /** One request with these elements beside the account. Throws DepartmentErrors. */
  send(elements: Elements, signal: AbortSignal): Promise<Rows>;
  close(): void;
}

/** Settings: `url`, `user`, `password`. */
export function createSoapCaller(connection: SoapConnection, settings: Settings, runtime: Runtime): SoapCaller {
  const { operation, path, request } = connection;
  const { url = '', user = '', password = '' } = settings;
  const account = { [request.user]: user, [request.password]: password };
  const address = addressBelow(url, path);
  const client = createHttpClient(runtime.department);
  // The bytes are GB18030; these systems know it by the name of its ancestor.
  const headers = { 'Content-Type': 'text/xml; charset=gb2312', SOAPAction: `"${operation.action}"` };
  return {
    async send(elements, signal) {
      const document = documentOf(request.root, { ...account, ...elements });
      const body = encodeMessage(sealEnvelope(operation, document));
      return readAnswer(
        await client.send({ method: 'POST', url: address, headers, body }, signal),
        connection,
        runtime,
      );
    },
    close: () => client.close(),
  };
}

function documentOf(root: string, elements: Elements): string {
  const content = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return `<?xml version="1.0" encoding="GB2312"?><${root}>${content.join('')}</${root}>`;
}
