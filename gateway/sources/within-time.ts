/** Runs work with a signal that ends it when its time is over, or when nobody waits for it any more. */
export async function withinTime<T>(
  timeoutMs: number,
  gone: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any with AbortSignal.timeout: these are made for each call, and cost more than a call's headers.
  const ending = new AbortController();
  const leave = () => ending.abort(gone.reason);
  if (gone.aborted) leave();
  gone.addEventListener('abort', leave);
  const timer = setTimeout(() => ending.abort(new Error(`no whole answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    gone.removeEventListener('abort', leave);
  }
}
