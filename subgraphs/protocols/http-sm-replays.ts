import { AnswerUnreadable } from './answer-unreadable.ts';
import type { HttpAnswer } from './http-client.ts';

/** Remembers signed answers as long as their time stamps are believed. */
export interface ReplayGuard {
  /** Throws AnswerUnreadable when this very answer was given to another question before. */
  refuse(answer: HttpAnswer, question: string, nowMs: number): void;
}

/**
 * A signature says who wrote an answer and when, not what was asked: within its time window "no record" about one
 * organisation could be played again as the answer about another.
 */
export function createReplayGuard(windowMs: number): ReplayGuard {
  const known = new Map<string, { readonly question: string; readonly untilMs: number }>();
  return {
    refuse({ headers }, question, nowMs) {
      const answered = ['x-timestamp', 'x-nonce', 'x-digest'].map((name) => headers[name]).join('&');
      if (headers['x-encrypted'] !== '1') return;
      for (const [key, { untilMs }] of known) {
        if (untilMs >= nowMs) break;
        known.delete(key);
      }
      const before = known.get(answered);
      if (before !== undefined && before.question !== question)
        throw new AnswerUnreadable('the answer was already given to another question');
      known.set(answered, { question, untilMs: nowMs + 2 * windowMs });
    },
  };
}
