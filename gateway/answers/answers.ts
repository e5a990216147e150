import type { ChangeBus } from '../../schema/changes/change.ts';
import { createChangeStamps } from './change-stamps.ts';
import type { KeptAnswer } from './kept-answer.ts';
import { createMemoryAnswers } from './memory-answers.ts';
import type { FarAnswers } from './redis-answers.ts';

/** How things stood when an answer began to be asked for. */
export interface Beginning {
  /** Number of changes so far. */
  readonly since: number;
  /** On a clock that only goes forward. */
  readonly atMs: number;
  /** Marks in Redis; null: there is no Redis, or it did not say. */
  readonly marks: string | null;
}

/** Whole answers that may be given again. */
export interface Answers {
  /** Whether there is room for any. */
  readonly areKept: boolean;
  /** From this process. */
  near(key: string): KeptAnswer | null;
  /** Before asking: how things stand, and the answer that another process has left in Redis. */
  begin(
    key: string,
    tags: readonly string[],
  ): Promise<{ readonly answer: KeptAnswer | null; readonly from: Beginning }>;
  /** As `begin`, where nothing is looked for. */
  start(): Beginning;
  keep(key: string, answer: KeptAnswer, from: Beginning): void;
  /** Whether nothing that the answer hangs on has changed since. */
  holds(tags: readonly string[], since: number): boolean;
  readonly figures: AnswerFigures;
  close(): void;
}

/** Since the start of this process. */
export interface AnswerFigures {
  given: number;
  /** Of those given, put together from fragments. */
  putTogether: number;
  shared: number;
  kept: number;
  compared: number;
  different: number;
}

export interface AnswersParts {
  readonly bus: ChangeBus;
  readonly maxBytes: number;
  readonly far: FarAnswers | null;
  /** Milliseconds of the district's clock. */
  readonly now: () => number;
}

export function createAnswers({ bus, far, maxBytes, now }: AnswersParts): Answers {
  const memory = createMemoryAnswers(maxBytes);
  const stamps = createChangeStamps(() => performance.now());
  const stopListening = bus.listen({
    changed: (change) => stamps.apply(change),
    back: () => {
      stamps.forgetAll();
      memory?.clear();
    },
  });
  const figures = { given: 0, putTogether: 0, shared: 0, kept: 0, compared: 0, different: 0 };
  const start = (): Beginning => ({ since: stamps.now(), atMs: performance.now(), marks: null });
  return {
    areKept: memory !== null,
    figures,
    start,
    near(key) {
      const found = memory?.get(key);
      if (found === undefined || !bus.isHeard()) return null;
      const { answer, since } = found;
      if (answer.untilMs > now() && stamps.hold(answer.tags, since)) return answer;
      memory?.delete(key);
      return null;
    },
    async begin(key, tags) {
      const from = start();
      if (far === null || !bus.isHeard()) return { answer: null, from };
      const { answer, marks } = await far.find(key, tags);
      if (answer === null || answer.untilMs <= now() || !stamps.hold(tags, from.since))
        return { answer: null, from: { ...from, marks } };
      memory?.set(key, { answer, since: from.since });
      return { answer, from };
    },
    keep(key, answer, { atMs, marks, since }) {
      if (memory === null || !bus.isHeard() || !stamps.hold(answer.tags, since) || !stamps.areQuiet(answer.tags, atMs))
        return;
      figures.kept += 1;
      memory.set(key, { answer, since });
      if (far !== null && marks !== null) far.keep(key, answer, marks, answer.untilMs - now());
    },
    holds: (tags, since) => bus.isHeard() && stamps.hold(tags, since),
    close() {
      stopListening();
      memory?.clear();
      far?.close();
    },
  };
}
