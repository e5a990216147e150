import { randomUUID } from 'node:crypto';
import type { Caller } from '../../schema/caller.ts';
import type { DisclosedTo, DisclosureEntry, DisclosureSink } from '../../schema/disclosure.ts';
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
async function inTime(gone: AbortSignal, written: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<never>();
  const giveUp = () => {
    if (gone.reason instanceof RequestTimedOut) late.reject(gone.reason);
  };
  gone.addEventListener('abort', giveUp, { once: true });
  try {
    await Promise.race([written, late.promise]);
  } finally {
    gone.removeEventListener('abort', giveUp);
  }
}

export function isAboutSomebody({ asked, commands, measures, organisations }: Account): boolean {
  return organisations.size > 0 || asked.length > 0 || measures.size > 0 || commands.length > 0;
}

function entryOf(request: ClientRequest, answer: Disclosable, at: string): DisclosureEntry {
  const { account, digest, document, operationName } = answer;
  const { caller, levels, purpose, requestId, rights } = request;
  return {
    id: randomUUID(),
    at,
    requestId,
    caller: caller === null ? null : disclosedTo(caller),
    purpose,
    operation: { name: operationName, document },
    organisations: [...new Set([...account.organisations, ...account.asked])].sort(),
    measures: [...account.measures].sort(),
    fields: account.fields,
    sections: account.sections.map(({ asOf, department, organisation, state }) => ({
      organisation,
      department,
      state,
      asOf,
    })),
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
