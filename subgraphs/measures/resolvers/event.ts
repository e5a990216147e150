import type { Caller } from '../state/caller.ts';
import { stampOf } from '../state/caller.ts';
import type { KeptEvent } from '../desk/read-events.ts';
import { namedValues } from './named-values.ts';
import { sentenceOf } from './sentences/sentence.ts';

export const eventResolvers = {
  ActorRole: {
    OFFICER: 'officer',
    REPRESENTATIVE: 'representative',
    COORDINATOR: 'coordinator',
    SUPERVISOR: 'supervisor',
    CLERK: 'clerk',
    APPROVAL: 'approval',
    ANALYST: 'analyst',
    OPERATOR: 'operator',
    GATEWAY: 'gateway',
  } satisfies Record<string, Caller['role']>,
  MeasureActor: {
    department: departmentOf,
  },
  MeasureEvent: {
    measureId: ({ event }: KeptEvent) => event.measureId,
    type: ({ event }: KeptEvent) => typeOf(event),
    at: ({ event }: KeptEvent) => event.at,
    by: ({ event }: KeptEvent) => event.by,
    sentenceZh: ({ event }: KeptEvent) => sentenceOf(event).zh,
    sentenceEn: ({ event }: KeptEvent) => sentenceOf(event).en,
    details: ({ event }: KeptEvent) => namedValues(detailsOf(event)),
  },
};

/** The same outside of GraphQL, for programs that are told of events. */
export function readableEvent({ event, version }: KeptEvent): Readonly<Record<string, unknown>> {
  const { zh, en } = sentenceOf(event);
  return {
    measureId: event.measureId,
    version,
    type: typeOf(event),
    at: event.at,
    by: { role: event.by.role.toUpperCase(), department: departmentOf(event.by) },
    sentenceZh: zh,
    sentenceEn: en,
    details: namedValues(detailsOf(event)),
  };
}

function typeOf({ type }: KeptEvent['event']): string {
  return type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function departmentOf(by: Caller): string | null {
  return by.role === 'officer' ? by.department : null;
}

/** What an event says beside who made it happen when; persons stand in that stamp only. */
function detailsOf(event: KeptEvent['event']): Readonly<Record<string, unknown>> {
  const said = new Set([...Object.keys(stampOf(event)), 'type']);
  return Object.fromEntries(Object.entries(event).filter(([name]) => !said.has(name)));
}
