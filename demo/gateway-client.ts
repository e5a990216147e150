import type { Proof } from './fictional-proof.ts';
import type { ReceivedOrder } from './order-book.ts';
import type { Answering } from './order-desk.ts';

/** A department's own program as a client of the gateway: it answers orders itself. */
export type GatewayClient = Answering;

export interface GatewayClientParts {
  /** Address of the gateway without /graphql; null while it is not known. */
  readonly gatewayUrl: () => string | null;
  /** A bearer token for this department's officer. */
  readonly token: () => Promise<string>;
}

const TIMEOUT_MS = 5000;
const acknowledgeOrder = `mutation ($input: AcknowledgeOrderInput!) {
  acknowledgeOrder(input: $input) { userErrors { code } }
}`;
const reportOutcome = `mutation ($input: ReportOutcomeInput!) {
  reportOutcome(input: $input) { userErrors { code } }
}`;

interface Answer {
  readonly data?: Readonly<Record<string, { readonly userErrors: readonly { readonly code: string }[] } | null>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Answers with mutations over HTTP; throws when the gateway cannot be asked, or does not take the request at all. */
export function createGatewayClient({ gatewayUrl, token }: GatewayClientParts): GatewayClient {
  async function mutate(query: string, input: Readonly<Record<string, unknown>>): Promise<string | null> {
    const url = gatewayUrl();
    if (url === null) throw new Error('the gateway is not known yet');
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-purpose': 'JOINT_MEASURES',
        authorization: `Bearer ${await token()}`,
      },
      body: JSON.stringify({ query, variables: { input } }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { data, errors } = (await response.json()) as Answer;
    const [payload] = Object.values(data ?? {});
    if (payload === undefined || payload === null)
      throw new Error(`the gateway did not take the answer: ${errors?.[0]?.message ?? `HTTP ${response.status}`}`);
    return payload.userErrors[0]?.code ?? null;
  }

  return {
    acknowledge: ({ orderId, measureId }) =>
      mutate(acknowledgeOrder, { idempotencyKey: `acknowledge:${orderId}`, measureId, orderId }),
    report: ({ orderId, measureId }: ReceivedOrder, { doneOn, title, sha256 }: Proof) =>
      mutate(reportOutcome, {
        idempotencyKey: `report:${orderId}`,
        measureId,
        orderId,
        implemented: { doneOn, evidence: [{ title, sha256 }] },
      }),
  };
}
