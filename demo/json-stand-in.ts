import { maintenanceEnds, type Window } from '../subgraphs/connector/timetable.ts';
import type { District, StandIn } from './district.ts';
import type { Cells } from './generate-rows.ts';
import { createHttpStandIn, type StandInReply, type StandInRequest } from './http-stand-in.ts';

/** One row that a department with such a program holds. */
export interface JsonHeldRow {
  readonly service: string;
  readonly cells: Cells;
}

/** What the program says; how, is the dialect's. */
export type JsonOutcome =
  | { readonly kind: 'ROWS'; readonly rows: readonly Cells[] }
  | { readonly kind: 'STRANGER' | 'PARAMETERS' | 'BUSY' | 'MAINTENANCE' | 'FAILED' };

export type JsonQuestion = Readonly<Record<string, string>>;

/** The rules of one department's interface document. */
export interface JsonDialect {
  readonly department: string;
  /** Where its services lie. */
  readonly path: string;
  readonly services: readonly string[];
  readonly method: 'GET' | 'POST';
  readonly settings: Readonly<Record<string, string>>;
  readonly maintenance: readonly Window[];
  readonly callsASecond: number;
  /** Names of the parameters that name an organisation, and of the columns in which they are looked for. */
  readonly keys: Readonly<Record<string, string>>;
  /** Whether the caller is who it says. */
  readonly knows: (request: StandInRequest, question: JsonQuestion, nowMs: number) => boolean;
  readonly write: (outcome: JsonOutcome, turn: number) => StandInReply;
}

/** A little under a second: what was sent a second apart may arrive closer together. */
const SECOND_MS = 900;

/** A department's program that answers with JSON, on a real socket. */
export function createJsonStandIn(
  dialect: JsonDialect,
  held: readonly JsonHeldRow[],
  { clock }: District,
): Promise<StandIn> {
  const { callsASecond, department, knows, maintenance, method, path, services, settings, write } = dialect;
  let recent: number[] = [];

  function isOverRate(now: number): boolean {
    recent = [...recent.filter((at) => Math.abs(now - at) < SECOND_MS), now];
    return recent.length > callsASecond;
  }

  function answer(request: StandInRequest): JsonOutcome {
    const now = clock.now();
    if (maintenanceEnds(maintenance, now) !== null) return { kind: 'MAINTENANCE' };
    if (isOverRate(now)) return { kind: 'BUSY' };
    const question = method === 'GET' ? Object.fromEntries(request.query) : readBody(request.body);
    const service = services.find((one) => request.path === `${path}/${one}`);
    if (service === undefined || request.method !== method || question === null) return { kind: 'PARAMETERS' };
    if (!knows(request, question, now)) return { kind: 'STRANGER' };
    return find(dialect, held, { service, question });
  }

  return createHttpStandIn({
    department,
    settings,
    answer: (request, turn) => write(answer(request), turn),
    failing: (turn) => write({ kind: 'FAILED' }, turn),
    garbage: (request, turn) => spoil(write(answer(request), turn), turn),
  });
}

interface Asked {
  readonly service: string;
  readonly question: JsonQuestion;
}

function find({ keys }: JsonDialect, held: readonly JsonHeldRow[], { service, question }: Asked): JsonOutcome {
  const asked = Object.entries(keys).filter(([parameter]) => plain(question[parameter]) !== '');
  if (asked.length === 0) return { kind: 'PARAMETERS' };
  const fits = ({ cells }: JsonHeldRow) =>
    asked.some(([parameter, column]) => plain(cells[column]).includes(plain(question[parameter])));
  const rows = held.filter((row) => row.service === service && fits(row)).map(({ cells }) => cells);
  return { kind: 'ROWS', rows };
}

function readBody(body: Buffer): JsonQuestion | null {
  try {
    return JSON.parse(body.toString('utf8')) as JsonQuestion;
  } catch {
    return null;
  }
}

function plain(key: string | number | null | undefined): string {
  return String(key ?? '')
    .replaceAll(/[\s-]/g, '')
    .toUpperCase();
}

/** An answer that cannot be relied on, each turn in another way. */
function spoil({ headers, body }: StandInReply, turn: number): StandInReply {
  if (turn % 2 === 0) return { headers, body: body.subarray(0, Math.floor(body.length / 2)) };
  return { headers: { ...headers, 'Content-Length': String(body.length + 20), Connection: 'close' }, body };
}
