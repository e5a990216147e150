/**
 * Loaded before a program (`node --import`): writes each address that it connects to, sends to or resolves into the
 * file that RECORD_CONNECTIONS names.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

type Call = (...args: unknown[]) => unknown;

const file = process.env.RECORD_CONNECTIONS!;

watch(net.Socket.prototype, 'connect', (args) => {
  const [first, second] = (Array.isArray(args[0]) ? args[0] : args) as [unknown, unknown];
  if (typeof first === 'number') return `${typeof second === 'string' ? second : 'localhost'}:${first}`;
  const { host, path, port } = first as Record<string, string | undefined>;
  return path ?? `${host ?? 'localhost'}:${port}`;
});
watch(dgram.Socket.prototype, 'send', (args) => JSON.stringify(args.filter((arg) => typeof arg !== 'object')));
watch(dns, 'lookup', (args) => (net.isIP(String(args[0])) === 0 ? String(args[0]) : null));

function watch(owner: object, name: string, targetOf: (args: readonly unknown[]) => string | null): void {
  const methods = owner as Record<string, Call>;
  const original = methods[name]!;
  methods[name] = function (this: unknown, ...args: unknown[]) {
    const target = targetOf(args);
    if (target !== null) appendFileSync(file, `${name} ${target}\n`);
    return original.apply(this, args);
  };
}
