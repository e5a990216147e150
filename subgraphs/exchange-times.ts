/** How often departments' tables and folders, and the city platform, are looked at: they are not ours to wear out. */
export function feedbackEveryMs(demo: boolean): number {
  // Nobody waits at a demo.
  return demo ? 2000 : 60_000;
}

/** How long the city platform may take for a result before it is asked whether it has the message at all. */
export function cityGraceMs(demo: boolean): number {
  return demo ? 60_000 : 24 * 3_600_000;
}
