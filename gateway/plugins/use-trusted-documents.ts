import type { Request } from 'express';
import { RequestUnreadable } from '../../schema/errors.ts';
import { DocumentNotTrusted } from '../../schema/limit-errors.ts';
import type { Behaviour } from '../behaviour.ts';
import { roleOf, type Role } from '../limits/protection-settings.ts';
import { readSentDocument, replaceSentDocument, type SentDocument } from '../sent-document.ts';
import type { TrustedDocuments } from '../trusted-documents.ts';
import { requestOf } from './use-request-id.ts';

/** Puts the text of a trusted document in the place of its id. */
export function useDocumentIds(documents: TrustedDocuments, trustedOnly: ReadonlySet<Role>): Behaviour {
  return {
    handler(req, res, next) {
      const request = requestOf(res);
      const sent = readSentDocument(req);
      const text = sent.id === null ? undefined : documents.textOf(sent.id);
      if (text !== undefined) {
        if (sent.text !== null && sent.text !== text && !documents.includes(sent.text)) return next(anotherText());
        replaceSentDocument(req, text);
        documents.mark(request);
        return next();
      }
      next(refusalOf(sent, trustedOnly.has(roleOf(request.caller))));
    },
  };
}

/** Knows trusted documents that are sent as texts. After the limits: what it parses is bounded. */
export function useTrustedDocuments(documents: TrustedDocuments, trustedOnly: ReadonlySet<Role>): Behaviour {
  return {
    handler(req: Request, res, next) {
      const request = requestOf(res);
      if (documents.isMarked(request)) return next();
      const { text } = readSentDocument(req);
      if (text !== null && documents.includes(text)) documents.mark(request);
      else if (text !== null && trustedOnly.has(roleOf(request.caller))) return next(new DocumentNotTrusted());
      next();
    },
  };
}

/**
 * An id that names nothing. One of an automatically persisted query is left to the server, which says that it keeps
 * none, so that the client sends the text; but not where the text would be refused.
 */
function refusalOf({ id, kind, text }: SentDocument, only: boolean): Error | undefined {
  if (id === null) return undefined;
  const refused = kind === 'documentId' || (only && text === null);
  return refused ? new DocumentNotTrusted('No trusted document has this id.') : undefined;
}

function anotherText(): RequestUnreadable {
  return new RequestUnreadable('The id of the document and its text do not fit.', 'Send the id alone.');
}
