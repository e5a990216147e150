import { setTimeout as pause } from 'node:timers/promises';

/** Looks again and again until something holds; throws when it does not within the time. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`did not come true within ${withinMs} ms: ${String(holds)}`);
    await pause(10);
  }
}
