import type { Socket } from 'node:net';
import type { District, Mode, StandIn } from '../district.ts';
import { openWireServer } from '../wire-server.ts';
import { maintenanceEnds, type Window } from '../../subgraphs/connector/timetable.ts';
import { serveClient as serveMysql } from './mysql-session.ts';
import { serveClient as servePostgres } from './postgres-session.ts';
import type { Row } from './row.ts';
import { answer, type Reply } from './statements.ts';

/** An exchange database that is read and nothing else. */
export interface ExchangeDatabase {
  readonly department: string;
  readonly family: 'postgres' | 'mysql';
  readonly schema: string;
  /** Windows in which the server is shut. */
  readonly maintenance: readonly Window[];
  /** What the tables hold at this moment; names in upper case. */
  readonly tables: () => ReadonlyMap<string, readonly Row[]>;
}

/** A department's exchange database in memory, which speaks the protocol of its server. Calls are statements. */
export async function createExchangeStandIn(district: District, database: ExchangeDatabase): Promise<StandIn> {
  const { department, family, schema } = database;
  const account = { user: `${schema}_reader`, password: `demo-${schema}` };
  let calls = 0;
  let connections = 0;
  const answerIn = (mode: Mode) => (statement: string) => {
    calls += 1;
    const reply = answer(statement, database.tables());
    return mode === 'garbage' && family === 'mysql' ? truncated(reply) : reply;
  };
  const serve = (client: Socket, mode: Mode) => {
    const shut = maintenanceEnds(database.maintenance, district.clock.now()) !== null;
    const full = mode === 'failing';
    if (family === 'postgres')
      servePostgres(client, {
        account,
        garbage: mode === 'garbage',
        refusal: shut
          ? ['57P03', 'the database system is shut down']
          : full
            ? ['53300', 'sorry, too many clients already']
            : null,
        answer: answerIn(mode),
      });
    else
      serveMysql(
        client,
        {
          account,
          refusal: () =>
            shut
              ? { code: 1053, message: 'Server shutdown in progress' }
              : full
                ? { code: 1040, message: 'Too many connections' }
                : null,
          answer: answerIn(mode),
        },
        connections,
      );
  };
  const wire = await openWireServer((client, mode) => {
    connections += 1;
    // A slow server takes the connection and never says a word.
    if (mode !== 'slow') serve(client, mode);
  });
  return {
    department,
    settings: { url: `${family}://127.0.0.1:${wire.port}/${schema}`, ...account },
    setMode: (mode) => wire.setMode(mode),
    calls: () => calls,
    close: () => wire.close(),
  };
}

/** A result whose last column is lost, and with it the meaning of every row; of a single one, what stands in it. */
function truncated(reply: Reply): Reply {
  if (reply.kind !== 'rows') return reply;
  if (reply.columns.length === 1) return { ...reply, rows: reply.rows.map(() => [null]) };
  return { ...reply, columns: reply.columns.slice(0, -1), rows: reply.rows.map((row) => row.slice(0, -1)) };
}
