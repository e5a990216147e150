import type { GraphQLRequestContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { DisclosureLogUnavailable } from '../../schema/disclosure-errors.ts';
import { formatGatewayError } from '../../schema/format-error.ts';
import type { Behaviour } from '../behaviour.ts';
import type { ClientRequest, Context } from '../client-request.ts';
import { digestOf } from '../disclosures/digest-of.ts';
import { isAboutSomebody, lateBy, type Disclose } from '../disclosures/disclose.ts';
import type { Account, Attempt } from '../disclosures/execute-accountably.ts';

export interface DisclosureLogParts {
  readonly disclose: Disclose;
  /** What the request's answer is about; undefined: nothing was executed. */
  readonly accountOf: (request: ClientRequest) => Account | undefined;
  readonly log: Logger;
}

/** Writes down each answer about an organisation before it is sent. What cannot be written down is not sent. */
export function useDisclosureLog({ accountOf, disclose, log }: DisclosureLogParts): Behaviour {
  return {
    plugin: {
      async requestDidStart() {
        return {
          async willSendResponse(context) {
            const { request } = context.contextValue;
            const account = accountOf(request);
            if (
              request.forNobody === true ||
              account === undefined ||
              !isAboutSomebody(account) ||
              context.response.body.kind !== 'single'
            )
              return;
            const { data, errors = [] } = context.response.body.singleResult;
            try {
              const answer = {
                account: account.commands.length === 0 ? account : withOutcomes(account, errors),
                operationName: context.operationName ?? null,
                document: context.queryHash ?? '',
                digest: await digestOf(data),
              };
              await disclose(request, answer, lateBy(request));
            } catch (error) {
              log.error({ requestId: request.requestId, err: causeOf(error) }, 'a disclosure cannot be written down');
              withhold(context, error);
            }
          },
        };
      },
    },
  };
}

function withOutcomes(account: Account, errors: readonly GraphQLFormattedError[]): Account {
  return { ...account, commands: account.commands.map((attempt) => withErrors(attempt, errors)) };
}

/** A command without a result says which error it met. */
function withErrors(attempt: Attempt, errors: readonly GraphQLFormattedError[]): Attempt {
  const { at, command } = attempt;
  if (command.outcome[0] !== 'NO_RESULT') return attempt;
  const own = errors.filter(({ path }) => path === undefined || path[0] === at);
  const codes = own.map(({ extensions }) => {
    const code = extensions?.['code'];
    return typeof code === 'string' ? code : 'INTERNAL_ERROR';
  });
  return codes.length === 0 ? attempt : { at, command: { ...command, outcome: [...new Set(codes)] } };
}

function withhold({ response }: GraphQLRequestContext<Context>, error: unknown): void {
  const refusal = error instanceof DisclosureLogUnavailable ? error : new DisclosureLogUnavailable(error);
  response.http.status = refusal.status;
  response.body = { kind: 'single', singleResult: { errors: [formatGatewayError(refusal)] } };
}

function causeOf(error: unknown): unknown {
  return error instanceof DisclosureLogUnavailable ? error.cause : error;
}
