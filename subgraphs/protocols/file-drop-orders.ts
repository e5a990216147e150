import type { OrderChannel, OrderSink } from '../connector/order-channel.ts';
import type { Runtime, Settings } from '../connector/protocol.ts';
import { dropFile, orderFile } from './file-drop-batch.ts';
import { lookForFeedback, noteTaken } from './file-drop-feedback.ts';
import { findWritableFolder, type OpenWritableFolder, type WritableFolder } from './file-drop-folder.ts';
import type { DropFileName } from './file-drop-query.ts';
import type { OrderNames } from './order-cells.ts';

export interface DropOrders {
  readonly names: OrderNames;
  /** Beginning of the names of order files; the day and the content follow. */
  readonly prefix: string;
  /** Reads the name of a feedback file; null for any other. */
  readonly feedbackFile: (name: string) => DropFileName | null;
}

const BATCH = 500;

/**
 * Orders as files that are put into a folder of the department, each with its digest and its flag; feedback as files of
 * another folder, taken by the same rules. Settings: `ordersUrl`, `feedbackUrl` (file:///folder or sftp://…), and the
 * account of the connector.
 */
export function fileDropOrders(orders: DropOrders): OrderChannel {
  return {
    name: 'file drop (SFTP)',
    requires: ['ordersUrl', 'feedbackUrl'],
    connect: (settings, runtime) => createDropSink(orders, settings, runtime),
  };
}

function createDropSink({ names, prefix, feedbackFile }: DropOrders, settings: Settings, runtime: Runtime): OrderSink {
  const openOrders = findWritableFolder(settings, runtime, 'ordersUrl');
  const openFeedback = findWritableFolder(settings, runtime, 'feedbackUrl');
  const closing = new AbortController();
  const mentioned = new Set<string>();

  async function within<T>(
    open: OpenWritableFolder,
    signal: AbortSignal,
    work: (folder: WritableFolder) => Promise<T>,
  ): Promise<T> {
    const folder = await open(AbortSignal.any([signal, closing.signal]));
    try {
      return await work(folder);
    } finally {
      await folder.close();
    }
  }

  return {
    batchSize: BATCH,
    send(orders, call) {
      const file = orderFile(orders, names, prefix);
      return call((signal) => within(openOrders, signal, (folder) => dropFile(folder, file, runtime.department)));
    },
    async collect(call) {
      const { feedback, taken } = await call((signal) =>
        within(openFeedback, signal, (folder) => lookForFeedback({ folder, runtime, file: feedbackFile, mentioned })),
      );
      return {
        feedback,
        async settle() {
          if (taken.length > 0)
            await call((signal) => within(openFeedback, signal, (folder) => noteTaken(folder, taken)));
        },
      };
    },
    close: async () => closing.abort(),
  };
}
