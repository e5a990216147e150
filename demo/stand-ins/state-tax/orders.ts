import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { orderFileNames, orderFilePrefix } from '../../../subgraphs/departments/state-tax/order-files.ts';
import { localDay } from '../../../subgraphs/connector/timetable.ts';
import { csvBytes } from '../../../subgraphs/protocols/file-drop-csv.ts';
import { readTable } from '../../../subgraphs/protocols/file-drop-table.ts';
import { feedbackColumns } from '../../../subgraphs/protocols/order-feedback.ts';
import { localTime } from '../../../subgraphs/protocols/sql-exchange-local-time.ts';
import type { District } from '../../district.ts';
import { createOrderDesk, type OrderDesk } from '../../order-desk.ts';
import { readReceivedOrder } from '../../received-order.ts';
import { createWrittenFolder, type ServedFolder } from './sftp-folders.ts';

type Row = Readonly<Record<string, string>>;

export interface OrderFolders {
  readonly orders: OrderDesk;
  /** Where order files are put; the bureau reads one when its flag appears. */
  readonly orderFolder: ServedFolder;
  /** Where the bureau drops feedback, and the gateway its notes. */
  readonly feedbackFolder: ServedFolder;
}

const LAST_NUMBER = 999;

/** The bureau's two folders for orders, and the desk between them. */
export function createOrderFolders(department: string, { clock, pace }: District): OrderFolders {
  const orderFolder = createWrittenFolder(
    clock,
    (name) => name.startsWith(orderFilePrefix) && /\.csv(?:\.md5|\.ok)?(?:\.tmp)?$/.test(name),
    (name) => {
      if (name.endsWith('.ok')) for (const row of readOrders(orderFolder, name.slice(0, -3))) receive(row);
    },
  );
  const feedbackFolder = createWrittenFolder(clock, (name) => /\.csv\.yd(?:\.tmp)?$/.test(name));
  const written: Row[] = [];

  function receive(row: Row): void {
    const order = readReceivedOrder(row, orderFileNames);
    if (order !== null) orders.receive(order);
  }

  /** A file an answer; after the last number of a day that file is sent again with what is added to it. */
  async function drop(row: Row): Promise<null> {
    written.push({ ...row, FKSJ: localTime(clock.now()) });
    const number = Math.min(written.length, LAST_NUMBER);
    const bytes = csvBytes(feedbackColumns, written.slice(number - 1));
    const day = localDay(clock.now()).replaceAll('-', '');
    const name = `SW_LHJCFK_Z_${day}_${String(number).padStart(3, '0')}.csv`;
    const { put } = feedbackFolder.writing;
    put(name, bytes);
    put(`${name}.md5`, Buffer.from(`${createHash('md5').update(bytes).digest('hex').toUpperCase()}  ${name}\r\n`));
    put(`${name}.ok`, Buffer.alloc(0));
    return null;
  }

  const orders = createOrderDesk({
    department,
    clock,
    pace,
    answering: {
      acknowledge: ({ orderId }) => drop({ ZLBH: orderId, FKZT: '1' }),
      report: ({ orderId }, { doneOn, title, sha256 }) =>
        drop({ ZLBH: orderId, FKZT: '2', LSRQ: doneOn, FKZM: title, FKZMHX: sha256 }),
    },
  });
  return { orders, orderFolder, feedbackFolder };
}

/** Rows of a file whose digest is right; none of one that is not whole. */
function readOrders({ files }: ServedFolder, name: string): readonly Row[] {
  const bytes = files().get(name)?.bytes ?? Buffer.alloc(0);
  const stated = files().get(`${name}.md5`)?.bytes.toString('latin1') ?? '';
  if (stated.slice(0, 32).toLowerCase() !== createHash('md5').update(bytes).digest('hex')) return [];
  const required = Object.values(orderFileNames);
  return readTable(iconv.decode(bytes, 'gb18030'), { required }).lines.map(({ cells }) => cells);
}
