import type { Behaviour } from '../behaviour.ts';

/**
 * What an answer says beside data and errors: that it comes from a demo clock, and which departments' kept data is
 * shown because they did not answer.
 */
export function useAnswerExtensions(clockNotice: string | null): Behaviour {
  return {
    plugin: {
      async requestDidStart() {
        return {
          async willSendResponse({ contextValue, response }) {
            if (response.body.kind !== 'single' || response.body.singleResult.data == null) return;
            const { warnings } = contextValue.request;
            const { singleResult } = response.body;
            const extensions = {
              ...singleResult.extensions,
              ...(clockNotice === null ? {} : { clock: clockNotice }),
              ...(warnings.length === 0 ? {} : { warnings: distinct(warnings) }),
            };
            if (Object.keys(extensions).length > 0) singleResult.extensions = extensions;
          },
        };
      },
    },
  };
}

/** The same department may be asked by several fetches of one request, which end in any order. */
function distinct(warnings: readonly unknown[]): unknown[] {
  const texts = new Set(warnings.map((warning) => JSON.stringify(warning)));
  return [...texts].sort().map((text) => JSON.parse(text) as unknown);
}
