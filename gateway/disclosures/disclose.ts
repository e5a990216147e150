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

/** Resolves when it is written down that this answer goes to this request. @throws DisclosureLogUnavailable */
export type Disclose = (request: ClientRequest, answer: Disclosable) => Promise<void>;

/** The one place through which every answer about somebody goes, whether it was just fetched or kept from before. */
export function createDisclose(sink: DisclosureSink, now: () => number): Disclose {
  const entryOf = createEntries();
  return async (request, answer) => {
    if (!isAboutSomebody(answer.account)) return;
    try {
      await inTime(request.gone, sink.append(entryOf(request, answer, new Date(now()).toISOString())));
    } catch (error) {
      throw new DisclosureLogUnavailable(error);
    }
  };
}

/** A log that hangs keeps no request for longer than its time; the answer is then not given out. */
function inTime(gone: AbortSignal, written: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      if (gone.reason instanceof RequestTimedOut) reject(gone.reason);
    };
    gone.addEventListener('abort', giveUp, { once: true });
    written.then(resolve, reject).finally(() => gone.removeEventListener('abort', giveUp));
  });
}

export function isAboutSomebody({ asked, commands, measures, organisations }: Account): boolean {
  return organisations.size > 0 || asked.length > 0 || measures.size > 0 || commands.length > 0;
}

/** What repeats comes as the same object each time: who writes it down does so once. */
function createEntries(): (request: ClientRequest, answer: Disclosable, at: string) => DisclosureEntry {
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

function isContentOf(content: DisclosedContent, { levels, rights }: ClientRequest, answer: Disclosable): boolean {
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
function contentOf({ levels, rights }: ClientRequest, answer: Disclosable): DisclosedContent {
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
