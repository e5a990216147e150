import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGateway, type OpenGateway, type OpenParts } from './gateway.ts';

/** A profile in which everything that a selection can be occurs: aliases, fragments, an interface, a condition. */
export const profile = `query Profile($codes: [CreditCode!]!, $records: Boolean = true) {
  organisations(creditCodes: $codes) {
    name
    tribunal: court {
      kind: __typename
      ...Section
      creditRecords @include(if: $records) { id effect }
      rulings: courtRulings { caseNumber effect }
    }
    stateTax { source { state } }
  }
}
fragment Section on DepartmentSection { origin: source { ...Whole } }
fragment Whole on SourceReport { department state asOf nextExpected rejectedRows unlinkedRows unlinkedAdverseRows }`;

/** The court's section in the profile, when the court could not be asked. */
export const silentCourt = {
  kind: 'CourtSection',
  origin: {
    department: 'court',
    state: 'UNAVAILABLE',
    asOf: null,
    nextExpected: null,
    rejectedRows: 0,
    unlinkedRows: 0,
    unlinkedAdverseRows: 0,
  },
  creditRecords: null,
  rulings: null,
};

/** A sound section of the court's, as its host answers it. */
export const soundCourt = {
  kind: 'CourtSection',
  origin: { ...silentCourt.origin, state: 'ANSWERED' },
  creditRecords: [],
  rulings: [],
};

export const entity = (tribunal: unknown) => ({ __typename: 'Organisation', tribunal });

/** A host's answer about two organisations, of which the second is sound. */
export function about(first: unknown, more: object = {}): string {
  return JSON.stringify({ data: { _entities: [first, entity(soundCourt)] }, ...more });
}

export function unavailable(path: (string | number)[], department = 'court') {
  return {
    message: 'The department did not answer.',
    path,
    extensions: {
      code: 'DEPARTMENT_UNAVAILABLE',
      remedy: 'Ask again later; nothing may be concluded from its silence.',
      department,
      retryAt: '2026-07-01T02:15:30.000Z',
    },
  };
}

export interface Stage {
  /** A host of the court's subgraph that answers in whatever way; its address. */
  serve(handler: RequestListener): Promise<string>;
  /** An address at which nobody listens. */
  nobody(): Promise<string>;
  open(parts: OpenParts): Promise<OpenGateway>;
  withCourtAt(url: string, parts?: OpenParts): Promise<OpenGateway>;
  close(): Promise<void>;
}

/** Opens hosts and gateways, and closes what it opened, the latest first. */
export function createStage(): Stage {
  const opened: (() => Promise<void>)[] = [];
  const stage: Stage = {
    async serve(handler) {
      const server = createServer(handler).listen(0, '127.0.0.1');
      await once(server, 'listening');
      opened.push(async () => {
        server.closeAllConnections();
        server.close();
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/court/graphql`;
    },
    async nobody() {
      const url = await stage.serve(() => {});
      await opened.pop()!();
      return url;
    },
    async open(parts) {
      const gateway = await openGateway(parts);
      opened.push(() => gateway.close());
      return gateway;
    },
    withCourtAt: (url, parts = {}) => stage.open({ urls: new Map([['SUBGRAPH_COURT_URL', url]]), ...parts }),
    async close() {
      for (const close of opened.splice(0).toReversed()) await close();
    },
  };
  return stage;
}
