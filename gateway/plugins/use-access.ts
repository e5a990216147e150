import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { GatewayError } from '../../schema/errors.ts';
import { purposeMissing, readPurpose } from '../../schema/access/purpose.ts';
import type { Access } from '../access/access.ts';
import { declaredPurpose } from '../access/declared-purpose.ts';
import { rootFields } from '../access/own-organisation.ts';
import { fragmentsOf } from '../access/rewrite.ts';
import type { Behaviour } from '../behaviour.ts';
import { levels } from '../../schema/access/marks.ts';
import { toGraphQLError } from '../to-graphql-error.ts';
import { requestOf } from './use-request-id.ts';

/**
 * Sets which records the caller may be given, and what the request is for; refuses one that asks for data and does not
 * say. Where rights are off, everything may be given.
 */
export function useAccess(access: Access | null): Behaviour {
  return {
    handler(_req, res, next) {
      const request = requestOf(res);
      const known = access?.rightsOf(request.caller);
      request.levels = known === undefined ? levels : [...known.levels];
      request.rights = [...(known?.rights ?? [])];
      next();
    },
    ...(access === null ? {} : { plugin: readsPurposes(access) }),
  };
}

function readsPurposes(access: Access): NonNullable<Behaviour['plugin']> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ contextValue: { request }, document, operation, request: sent }) {
          if (request.planOnly || operation === undefined) return;
          try {
            request.purpose = readPurpose(declaredPurpose(sent), access.purposes, request.caller);
            if (request.purpose === null && asksForData(access, document, operation))
              throw purposeMissing(access.purposes, request.caller);
          } catch (error) {
            throw error instanceof GatewayError ? toGraphQLError(error) : error;
          }
        },
      };
    },
  };
}

/** Whether a root field is about data: what tells about the gateway itself is marked as needing no purpose. */
function asksForData({ marks }: Access, document: DocumentNode, { operation, selectionSet }: OperationDefinitionNode) {
  const root = operation === 'mutation' ? 'Mutation' : 'Query';
  return rootFields(selectionSet, fragmentsOf(document)).some(({ name }) => {
    if (name.value.startsWith('__')) return false;
    const found = marks.ofField(root, name.value);
    return found.length === 0 || !found.some(({ purposes }) => purposes?.length === 0);
  });
}
