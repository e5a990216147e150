/**
 * Loaded before a program (`node --import`): writes each address that it connects, sends or resolves to into the file
 * that RECORD_CONNECTIONS names.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const file = process.env.RECORD_CONNECTIONS!;
const record = (kind: string, target: unknown) => appendFileSync(file, `${kind} ${JSON.stringify(target)}\n`);

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  const options = (Array.isArray(args[0]) ? args[0][0] : args[0]) as { host?: string; port?: number; path?: string };
  record('connect', options.path ?? `${options.host ?? 'localhost'}:${options.port}`);
  return (connect as (...args: unknown[]) => net.Socket).apply(this, args);
} as typeof connect;

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]) {
  record(
    'send',
    args.filter((arg) => typeof arg === 'string' || typeof arg === 'number'),
  );
  return (send as (...args: unknown[]) => void).apply(this, args);
} as typeof send;

const lookup = dns.lookup;
dns.lookup = function (hostname: string, ...args: unknown[]) {
  if (net.isIP(hostname) === 0 && hostname !== 'localhost') record('lookup', hostname);
  return (lookup as (...args: unknown[]) => void)(hostname, ...args);
} as typeof lookup;
