import { randomUUID } from 'node:crypto';
import type { Caller } from '../../schema/caller.ts';
import type { DisclosedContent, DisclosedTo, DisclosureEntry, DisclosureSink } from '../../schema/disclosure.ts';
import { DisclosureLogUnavailable } from '../../schema/disclosure-errors.ts';
import { RequestTimedOut } from '../../schema/limit-errors.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Account } from './execute-accountably.ts';

/** An answer that is about to be sent. */
export interface Disclosable {
  readonly account: Account;
  readonly operationName: string | null;
  /** SHA-256 of the document as the client sent it. */
  readonly document: string;
  /** `digestOf` the data. An answer that is kept keeps it. */
  readonly digest: string;
}

/** What of a request is written down with each answer to it. */
export type Disclosed = Pick<ClientRequest, 'requestId' | 'caller' | 'purpose' | 'levels' | 'rights'>;

/** Tells, once, that a request's time is over. Gives how to stop it. */
export type Late = (giveUp: (reason: unknown) => void) => () => void;

/** Resolves when it is written down that this answer goes to this request. @throws DisclosureLogUnavailable */
export type Disclose = (request: Disclosed, answer: Disclosable, late: Late) => Promise<void>;

/** The one place through which every answer about somebody goes, whether it was just fetched or kept from before. */
export function createDisclose(sink: DisclosureSink, now: () => number): Disclose {
  const entryOf = createEntries();
  return async (request, answer, late) => {
    if (!isAboutSomebody(answer.account)) return;
    try {
      await inTime(sink.append(entryOf(request, answer, new Date(now()).toISOString())), late);
    } catch (error) {
      throw new DisclosureLogUnavailable(error);
    }
  };
}

/** A log that hangs keeps no request for longer than its time; the answer is then not given out. */
function inTime(written: Promise<void>, late: Late): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = late(reject);
    const end =
      <T>(settle: (value: T) => void) =>
      (value: T) => {
        stop();
        settle(value);
      };
    written.then(end(resolve), end(reject));
  });
}

/** As the signal of a request tells it. */
export function lateBy({ gone }: Pick<ClientRequest, 'gone'>): Late {
  return (giveUp) => {
    const tell = () => {
      if (gone.reason instanceof RequestTimedOut) giveUp(gone.reason);
    };
    gone.addEventListener('abort', tell, { once: true });
    return () => gone.removeEventListener('abort', tell);
  };
}

/** A request of which nothing else waits. Not a signal: they are made for each request, and cost more than all else here. */
export function lateAfter(timeoutMs: number): Late {
  return (giveUp) => {
    const timer = setTimeout(() => giveUp(new RequestTimedOut(timeoutMs)), timeoutMs);
    return () => clearTimeout(timer);
  };
}

export function isAboutSomebody({ asked, commands, measures, organisations }: Account): boolean {
  return organisations.size > 0 || asked.length > 0 || measures.size > 0 || commands.length > 0;
}

/** What repeats comes as the same object each time: who writes it down does so once. */
function createEntries(): (request: Disclosed, answer: Disclosable, at: string) => DisclosureEntry {
  const callers = new WeakMap<Caller, DisclosedTo>();
  const contents = new WeakMap<Account, DisclosedContent>();
  const callerOf = (caller: Caller) => {
    const known = callers.get(caller) ?? disclosedTo(caller);
    callers.set(caller, known);
    return known;
  };
  return (request, answer, at) => {
    const { account } = answer;
    let content = contents.get(account);
    if (content === undefined || !isContentOf(content, request, answer)) {
      content = contentOf(request, answer);
      contents.set(account, content);
    }
    const caller = request.caller === null ? null : callerOf(request.caller);
    return { id: randomUUID(), at, requestId: request.requestId, caller, purpose: request.purpose, content };
  };
}

function isContentOf(content: DisclosedContent, { levels, rights }: Disclosed, answer: Disclosable): boolean {
  const { digest, operation, rights: known } = content;
  return (
    digest === answer.digest &&
    operation.document === answer.document &&
    operation.name === answer.operationName &&
    known.length === levels.length + rights.length &&
    levels.every((level, at) => level === known[at]) &&
    rights.every((right, at) => right === known[levels.length + at])
  );
}

/** Sections are those of the account itself: an answer that is kept holds them once. */
function contentOf({ levels, rights }: Disclosed, answer: Disclosable): DisclosedContent {
  const { account, digest, document, operationName } = answer;
  return {
    operation: { name: operationName, document },
    organisations: [...new Set([...account.organisations, ...account.asked])].sort(),
    measures: [...account.measures].sort(),
    fields: account.fields,
    sections: account.sections,
    rights: [...levels, ...rights],
    commands: account.commands.map(({ command }) => command),
    digest,
  };
}

function disclosedTo(caller: Caller): DisclosedTo {
  return {
    role: caller.role,
    department: caller.role === 'officer' ? caller.department : null,
    creditCode: caller.role === 'representative' ? caller.creditCode : null,
    subject: caller.id,
    client: caller.client ?? null,
  };
}
