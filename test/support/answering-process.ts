/** A gateway in a process of its own: keeps answers, asks TRUTH_URL for the ruling, and tells of a change for each line on stdin. */
import { createInterface } from 'node:readline';
import { createRedisBus } from '../../schema/changes/redis-bus.ts';
import { createAnsweringHost, openAnswering } from './answering.ts';

const { REDIS_URL: redisUrl = '', TRUTH_URL: truth = '' } = process.env;
const host = createAnsweringHost();
host.ask = async () => (await fetch(truth)).text();
const changes = await createRedisBus({ url: redisUrl });
const { url } = await openAnswering({ redisUrl }, { host, changes });
console.log(url);
createInterface({ input: process.stdin })
  .on('line', (creditCode) => changes.publish({ creditCodes: [creditCode] }))
  .on('close', () => process.exit(0));
