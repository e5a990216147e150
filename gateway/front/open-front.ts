import type { RequestListener } from 'node:http';
import { sha256 } from '../../schema/canonical-json.ts';
import type { OpenAnswers } from '../answers/open-answers.ts';
import type { Asked } from './asked.ts';
import { executeDirectly, type DirectParts } from './execute-directly.ts';
import { createFront, type FrontParts } from './front.ts';

export interface OpenFrontParts
  extends Omit<FrontParts, 'answer' | 'supergraph'>, Omit<DirectParts, 'meet' | 'documents' | 'log'> {
  /** null: nothing is kept. */
  readonly answers: OpenAnswers | null;
  readonly supergraphSdl: string;
}

/** The front of an application: what is kept answers, and what is not is executed directly. */
export function openFront(app: RequestListener, parts: OpenFrontParts): RequestListener {
  const { answers, supergraphSdl } = parts;
  const direct = { ...parts, meet: answers?.meet ?? (() => {}) };
  const execute = (asked: Asked) => executeDirectly(asked, direct);
  const answer = answers === null ? execute : (asked: Asked) => answers.answer(asked, execute);
  return createFront(app, { ...parts, answer, supergraph: sha256(supergraphSdl) });
}
