import { bounded, type Change, type ChangeBus, type ChangeListener } from './change.ts';

export interface LocalBus extends ChangeBus {
  /** Passes on what another process has published. */
  hear(change: Change): void;
}

/** Carries changes within one process, where no other keeps anything. */
export function createLocalBus(): LocalBus {
  const listeners = new Set<ChangeListener>();
  return {
    publish(change) {
      const told = bounded(change);
      for (const { changed } of listeners) changed(told, 'here');
    },
    hear(change) {
      for (const { changed } of listeners) changed(change, 'elsewhere');
    },
    settled: async () => true,
    isHeard: () => true,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
