import type { OrderRows } from '../../table-desk.ts';
import { readReceivedOrder } from '../../received-order.ts';
import { orderNames } from '../../../subgraphs/protocols/order-cells.ts';
import type { Row } from '../../exchange-database/row.ts';
import { literals, namesIn } from './sql-text.ts';
import type { Reply } from '../../exchange-database/statements.ts';

/** The table of orders in memory, the only one that the gateway's account may write. */
export interface OrderTable extends OrderRows {
  /** Answers a statement about this table; null for a statement about anything else. */
  answer(statement: string): Reply | null;
}

const NAME = '`LHJC_ZL`';
const insertion =
  /^INSERT INTO `LHJC_ZL` \((?<columns>[^)]+)\) VALUES (?<rows>.+) ON DUPLICATE KEY UPDATE `ZLBH` = `ZLBH`$/;
const lookup = /^SELECT `ZLBH` AS `ZLBH` FROM `LHJC_ZL` WHERE `ZLBH` IN \((?<keys>.+)\)$/;
const feedback =
  /^SELECT (?<list>`ZLBH` .+), CONCAT\(.+ AS `MARK` FROM `LHJC_ZL` WHERE TRIM\(`FKZT`\) <> '' AND .+ LIMIT (?<limit>\d+)$/;
const settling = /^UPDATE `LHJC_ZL` SET `FKQR` = (?<values>.+ WHERE `ZLBH` = .+)$/;
const ok: Reply = { kind: 'ok' };

export function createOrderTable(): OrderTable {
  const rows = new Map<string, Row>();

  function insert(columns: readonly string[], values: readonly (string | null)[]): Reply {
    for (let at = 0; at < values.length; at += columns.length) {
      const row = Object.fromEntries(columns.map((column, place) => [column, values[at + place] ?? null]));
      if (!rows.has(row['ZLBH']!)) rows.set(row['ZLBH']!, { ...row, FKZT: null, FKSJ: null, FKQR: null });
    }
    return ok;
  }

  function selectFeedback(columns: readonly string[], limit: number): Reply {
    const open = [...rows.values()].filter((row) => (row['FKZT'] ?? '') !== '' && row['FKQR'] !== markOf(row));
    const sorted = open.toSorted((a, b) => (a['ZLBH']! < b['ZLBH']! ? -1 : 1)).slice(0, limit);
    const values = sorted.map((row) => [...columns.map((column) => row[column] ?? null), markOf(row)]);
    return { kind: 'rows', columns: [...columns, 'MARK'], rows: values };
  }

  function update(orderId: string, cells: Row): void {
    const row = rows.get(orderId);
    if (row !== undefined) rows.set(orderId, { ...row, ...cells });
  }

  return {
    answer(statement) {
      if (!statement.includes(NAME)) return null;
      const inserted = insertion.exec(statement)?.groups;
      if (inserted !== undefined) return insert(namesIn(inserted['columns']!), literals(inserted['rows']!));
      const looked = lookup.exec(statement)?.groups;
      if (looked !== undefined) {
        const found = literals(looked['keys']!).filter((key) => rows.has(key ?? ''));
        return { kind: 'rows', columns: ['ZLBH'], rows: found.map((key) => [key]) };
      }
      const asked = feedback.exec(statement)?.groups;
      if (asked !== undefined) return selectFeedback([...new Set(namesIn(asked['list']!))], Number(asked['limit']));
      const settled = settling.exec(statement)?.groups;
      if (settled === undefined)
        return { kind: 'error', error: { code: 1142, message: 'command denied to user for table LHJC_ZL' } };
      const [mark, orderId] = literals(settled['values']!);
      update(orderId ?? '', { FKQR: mark ?? null });
      return ok;
    },
    async unanswered() {
      const open = [...rows.values()].filter((row) => row['FKZT'] === null);
      const orders = open.map((row) => readReceivedOrder(row, orderNames)).filter((order) => order !== null);
      return orders.toSorted((a, b) => a.sequence - b.sequence);
    },
    async write(orderId, cells) {
      update(orderId, cells);
    },
  };
}

function markOf(row: Row): string {
  return `${row['FKZT']?.trim() ?? ''} ${row['FKSJ']?.trim() ?? ''}`;
}
