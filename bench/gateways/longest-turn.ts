/**
 * Loaded into a process that is measured: on SIGUSR2 it says how much CPU the longest turn of its event loop has taken,
 * in milliseconds, since it was last asked. CPU, not time: on a busy machine a process waits for its turn as well.
 */
let longestMs = 0;
let before = process.cpuUsage();

function turn(): void {
  const { system, user } = process.cpuUsage(before);
  longestMs = Math.max(longestMs, (user + system) / 1000);
  before = process.cpuUsage();
  setImmediate(turn).unref();
}

turn();
process.on('SIGUSR2', () => {
  process.stderr.write(`longest turn ${longestMs}\n`);
  longestMs = 0;
});
