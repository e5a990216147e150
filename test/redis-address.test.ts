import { parseRedisAddress } from '../schema/redis-address.ts';

const usual = { cluster: false, tls: false, username: null, password: null, database: 0 };

test.each([
  ['redis://cache', { nodes: [{ host: 'cache', port: 6379 }] }],
  ['redis://127.0.0.1:7000/2', { nodes: [{ host: '127.0.0.1', port: 7000 }], database: 2 }],
  ['rediss://:s%40fe:ty@cache:6380', { nodes: [{ host: 'cache', port: 6380 }], tls: true, password: 's@fe:ty' }],
  ['redis://reader:safe@[::1]:6380/', { nodes: [{ host: '::1', port: 6380 }], username: 'reader', password: 'safe' }],
  [
    'redis+cluster://:safe@a:7000,b:7001,c',
    {
      nodes: [
        { host: 'a', port: 7000 },
        { host: 'b', port: 7001 },
        { host: 'c', port: 6379 },
      ],
      cluster: true,
      password: 'safe',
    },
  ],
  ['rediss+cluster://a:7000', { nodes: [{ host: 'a', port: 7000 }], cluster: true, tls: true }],
])('%s is read', (text, expected) => {
  expect(parseRedisAddress(text)).toEqual({ ...usual, ...expected });
});

test.each([
  ['http://user:secret@cache', 'is no redis://'],
  ['cache:6379', 'is no redis://'],
  ['redis://:secret@a:7000,b:7001', 'names several servers'],
  ['redis+cluster://:secret@a:7000/1', 'names a database'],
  ['redis://:secret@a:70000', 'names a server that is no host:port'],
  ['redis+cluster://:secret@a:7000,,b', 'names a server that is no host:port'],
])('%s is refused, and its password is not repeated', (text, why) => {
  expect(() => parseRedisAddress(text)).toThrow(why);
  expect(() => parseRedisAddress(text)).not.toThrow(/secret/);
});
