/** One address of the plain HTTP interface: a trusted document, asked with what stands in path, query or body. */
export interface RestRoute {
  readonly method: 'GET' | 'POST';
  /** As express writes it; a `:name` is an input of the document. */
  readonly path: string;
  /** Name of the trusted document in schema/operations. */
  readonly document: string;
  /** Where in the document's data the answer stands. */
  readonly answer: readonly string[];
  /** Where a command says what is wrong with its input. */
  readonly userErrors?: readonly string[];
  /** Sent by old clients as a header: the input that it stands for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body may be a file in place of JSON; the other inputs then stand in the address. */
  readonly file?: RestFile;
}

export interface RestFile {
  /** The input that gets its bytes, in Base64. */
  readonly input: string;
  readonly type: string;
  readonly mostBytes: number;
}

/** As large as a body of this interface may be: a workbook of 2,000 rows is some 300 KB. */
const mostFileBytes = 2 * 1024 * 1024;

/** Whatever holds for these documents in GraphQL holds here; nothing is answered that they do not select. */
export const restRoutes: readonly RestRoute[] = [
  {
    method: 'GET',
    path: '/api/green-channel/decisions/:receipt',
    document: 'green-channel-decision',
    answer: ['greenChannelDecision'],
  },
  {
    method: 'GET',
    path: '/api/green-channel/:creditCode',
    document: 'green-channel',
    answer: ['organisation', 'greenChannel'],
  },
  {
    method: 'POST',
    path: '/api/green-channel/:creditCode/decisions',
    document: 'decide-green-channel',
    answer: ['decideGreenChannel', 'request', 'decision'],
    userErrors: ['decideGreenChannel', 'userErrors'],
    headers: { 'idempotency-key': 'idempotencyKey' },
  },
  {
    method: 'GET',
    path: '/api/uploads/:department',
    document: 'uploads',
    answer: ['uploads'],
  },
  {
    method: 'POST',
    path: '/api/uploads/:department',
    document: 'upload-workbook',
    answer: ['uploadWorkbook', 'upload'],
    userErrors: ['uploadWorkbook', 'userErrors'],
    headers: { 'idempotency-key': 'idempotencyKey' },
    file: {
      input: 'content',
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      mostBytes: mostFileBytes,
    },
  },
  {
    method: 'POST',
    path: '/api/uploads/:department/:uploadId/withdrawal',
    document: 'withdraw-upload',
    answer: ['withdrawUpload', 'upload'],
    userErrors: ['withdrawUpload', 'userErrors'],
  },
];
