import { bounded, type Change, type ChangeBus, type ChangeListener, type Origin } from './change.ts';

export interface LocalBus extends ChangeBus {
  /** What another process has told. */
  pass(change: Change): void;
}

/** Carries changes within one process, where no other keeps anything. */
export function createLocalBus(): LocalBus {
  const listeners = new Set<ChangeListener>();
  const tell = (change: Change, origin: Origin) => {
    for (const { changed } of listeners) changed(change, origin);
  };
  return {
    publish: (change) => tell(bounded(change), 'here'),
    pass: (change) => tell(change, 'elsewhere'),
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
