import { bounded, type ChangeBus, type ChangeListener } from './change.ts';

/** Carries changes within one process, where no other keeps anything. */
export function createLocalBus(): ChangeBus {
  const listeners = new Set<ChangeListener>();
  return {
    publish(change) {
      const told = bounded(change);
      for (const { changed } of listeners) changed(told);
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
