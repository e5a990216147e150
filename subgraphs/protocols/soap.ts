import type { AskedProtocol, AskedSystem, Call, Question, Runtime, Settings } from '../connector/protocol.ts';
import { readOrInvalid } from './answer-unreadable.ts';
import { addressBelow, createHttpClient, type HttpRequest } from './http-client.ts';
import { readAnswer } from './soap-answer.ts';
import { encodeMessage } from './soap-charset.ts';
import { sealEnvelope, type SoapOperation } from './soap-envelope.ts';
import type { Cells, ReplyForm } from './soap-reply.ts';
import { gatherRows } from './soap-rows.ts';
import { escapeXml } from './soap-xml.ts';

type Elements = Readonly<Record<string, string>>;

/** A service that takes an XML document as a string and gives one back, in GB18030, one organisation a call. */
export interface SoapService {
  /** Where the service lies below the configured address; an address that ends so is taken as it is. */
  readonly path: string;
  readonly operation: SoapOperation;
  /** Elements of the document that is sent: its root, and those that hold the account. */
  readonly request: { readonly root: string; readonly user: string; readonly password: string };
  readonly reply: ReplyForm;
  /** Rows that one answer holds at most: one of so many may be cut. */
  readonly maxRows?: number;
  /** How an organisation is named, widest way first; the next way is asked only when an answer may be cut. */
  readonly keys: (question: Question) => readonly Elements[];
}

/** Elements of a record set's own, the same for every organisation. */
export type SoapQuery = Elements;

/** SOAP 1.1, string in, string out. Settings: `url`, `user`, `password`. */
export function soap(service: SoapService): AskedProtocol {
  return {
    name: 'SOAP 1.1',
    mode: 'asked',
    requires: ['user', 'password'],
    connect: (settings, runtime) => connect(service, settings, runtime),
  };
}

function connect(service: SoapService, settings: Settings, runtime: Runtime): AskedSystem {
  const { operation, request, maxRows = Number.POSITIVE_INFINITY } = service;
  const { url = '', user = '', password = '' } = settings;
  const account = { [request.user]: user, [request.password]: password };
  const address = addressBelow(url, service.path);
  const client = createHttpClient(runtime.department);
  // The bytes are GB18030; these systems know it by the name of its ancestor.
  const headers = { 'Content-Type': 'text/xml; charset=gb2312', SOAPAction: `"${operation.action}"` };

  async function rowsAbout(query: Elements, question: Question, call: Call): Promise<readonly Cells[]> {
    return gatherRows(service.keys(question), maxRows, (way) => {
      const document = documentOf(request.root, { ...account, ...query, ...way });
      const body = encodeMessage(sealEnvelope(operation, document));
      const sent: HttpRequest = { method: 'POST', url: address, headers, body };
      return call(async (signal) => readAnswer(await client.send(sent, signal), service, runtime));
    });
  }

  return {
    batchSize: 1,
    async ask(query, questions, call) {
      const cells: Cells[] = [];
      for (const question of questions) {
        const one = () => rowsAbout(query as SoapQuery, question, call);
        cells.push(...(await readOrInvalid(runtime.department, one)));
      }
      const rows = cells.map((row, at) => ({ ref: `row ${at + 1}`, cells: row }));
      return { rows, asOfMs: runtime.clock.now() };
    },
    close: () => Promise.resolve(client.close()),
  };
}

function documentOf(root: string, elements: Elements): string {
  const content = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  return `<?xml version="1.0" encoding="GB2312"?><${root}>${content.join('')}</${root}>`;
}
