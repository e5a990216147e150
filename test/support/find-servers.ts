import { FOUND, serverKinds, urlOf, type ServerKind } from './server-kinds.ts';

/** Runs once before all tests, whose processes inherit what it finds: which servers can be logged in to. */
export default async function findServers(): Promise<void> {
  const kinds: readonly ServerKind[] = Object.values(serverKinds);
  const found = await Promise.all(
    kinds.map((kind) =>
      kind.login(urlOf(kind)).then(
        () => [kind.name],
        () => [],
      ),
    ),
  );
  process.env[FOUND] = found.flat().join(' ');
}
