import { setImmediate } from 'node:timers/promises';

/** How long other requests may wait for this one's work. */
const sliceMs = 8;
/** The clock is not free either. */
const between = 16;

/** Does something to each of many things, and lets others go on in between. */
export async function inSlices<T>(many: readonly T[], act: (one: T, index: number) => void): Promise<void> {
  let startedAt = performance.now();
  for (const [index, one] of many.entries()) {
    act(one, index);
    if (index % between !== between - 1 || performance.now() - startedAt < sliceMs) continue;
    await setImmediate();
    startedAt = performance.now();
  }
}
