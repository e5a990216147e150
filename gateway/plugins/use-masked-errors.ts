import type { Logger } from 'pino';
import type { Behaviour } from '../behaviour.ts';
import { isShown, withRequestId } from './mask-error.ts';

/** Writes to the log what the client is not shown, and gives the client the id under which it stands there. */
export function useMaskedErrors(log: Logger): Behaviour {
  return {
    plugin: {
      async requestDidStart() {
        return {
          async didEncounterErrors({ contextValue, errors }) {
            for (const error of errors) {
              if (isShown(error.extensions)) continue;
              log.error(
                { requestId: contextValue.request.requestId, err: error.originalError ?? error },
                'a request met an error',
              );
            }
          },
          async willSendResponse({ contextValue, response }) {
            if (response.body.kind !== 'single') return;
            const { singleResult } = response.body;
            if (singleResult.errors === undefined) return;
            singleResult.errors = singleResult.errors.map((error) =>
              withRequestId(error, contextValue.request.requestId),
            );
          },
        };
      },
    },
  };
}
