type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'>;

/**
 * The browser's storage without request headers: they may hold a token, and computers in offices are shared.
 * GraphiQL can be told not to keep those of tabs, but keeps them with every query of its history.
 */
export function keptWithoutHeaders(storage: Storage): Kept {
  const ours = (): string[] => Object.keys(storage).filter((key) => key.startsWith('graphiql:'));
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, withoutHeaders(value)),
    removeItem: (key) => storage.removeItem(key),
    clear: () => ours().forEach((key) => storage.removeItem(key)),
    get length() {
      return ours().length;
    },
  };
}

function withoutHeaders(value: string): string {
  if (!value.startsWith('{"queries"') && !value.startsWith('{"favorites"')) return value;
  return JSON.stringify(JSON.parse(value), (key, part: unknown) => (key === 'headers' ? undefined : part));
}
