import { localTime } from '../subgraphs/protocols/sql-exchange-local-time.ts';
import type { District } from './district.ts';
import type { ReceivedOrder } from './order-book.ts';
import { createOrderDesk, type OrderDesk } from './order-desk.ts';

/** Columns in which a department writes its feedback. */
export type Feedback = Readonly<Record<'FKZT' | 'FKSJ', string>> &
  Readonly<Partial<Record<'LSRQ' | 'FKZM' | 'FKZMHX', string>>>;

/** The department's own side of its table of orders. */
export interface OrderRows {
  /** Orders to which nothing has been written yet. */
  unanswered(): Promise<readonly ReceivedOrder[]>;
  write(orderId: string, feedback: Feedback): Promise<void>;
}

/** The desk of a department that finds its orders in a table, and writes what it says into the same rows. */
export function createTableDesk(department: string, { clock, pace }: District, rows: OrderRows): OrderDesk {
  const write = async (orderId: string, feedback: Omit<Feedback, 'FKSJ'>) => {
    await rows.write(orderId, { ...feedback, FKSJ: localTime(clock.now()) });
    return null;
  };
  return createOrderDesk({
    department,
    clock,
    pace,
    look: () => rows.unanswered(),
    answering: {
      acknowledge: ({ orderId }) => write(orderId, { FKZT: '1' }),
      report: ({ orderId }, { doneOn, title, sha256 }) =>
        write(orderId, { FKZT: '2', LSRQ: doneOn, FKZM: title, FKZMHX: sha256 }),
    },
  });
}
